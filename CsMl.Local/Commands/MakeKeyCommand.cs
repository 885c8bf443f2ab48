using System.Buffers.Text;
using System.CommandLine;
using System.Security.Cryptography;
using System.Text;
using CsMl.Core.Json;
using CsMl.Functions.Http;

namespace CsMl.Local.Commands;

/// <summary><c>make-key</c>: makes an access key and the settings by which the app knows it. Nothing is stored.</summary>
internal static class MakeKeyCommand
{
    private const string Prefix = "csml_";
    private const int KeyBytes = 32;

    public static Command Create()
    {
        var role = new Option<string>("--role") { Description = "What its holder may do", Required = true };
        role.AcceptOnlyFromAmong([.. EnumNames.All<AccessRole>()]);
        var tenant = new Option<string>("--tenant")
        {
            Description = "The only tenant of its holder, where the app serves more than one",
            DefaultValueFactory = _ => "",
        };
        var name = new Option<string>("--name")
        {
            Description = "What the settings and the audit call its holder; without it the tenant and the role",
            DefaultValueFactory = _ => "",
        };
        var command = new Command("make-key", "Make an access key, and the settings by which the app knows it.")
        {
            role,
            tenant,
            name,
        };
        command.SetAction(
            (parsed, _) =>
                RunAsync(
                    parsed.GetValue(role)!,
                    parsed.GetValue(tenant)!,
                    parsed.GetValue(name)!,
                    parsed.InvocationConfiguration
                )
        );
        return command;
    }

    private static async Task<int> RunAsync(string role, string tenant, string name, InvocationConfiguration console)
    {
        if (tenant.Length > 0 && !Tenancy.IsValid(tenant))
        {
            return await RefuseAsync("--tenant", console);
        }

        name = (name, tenant) switch
        {
            ("", "") => role,
            ("", _) => $"{tenant}_{role}",
            _ => name,
        };
        if (!Tenancy.IsValid(name))
        {
            return await RefuseAsync("--name", console);
        }

        var key = Prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(KeyBytes));
        var setting = $"{AccessOptions.Section}__Keys__{name}__";
        await console.Output.WriteLineAsync("The key, which is shown this once; send it as Authorization: Bearer KEY");
        await console.Output.WriteLineAsync(key);
        await console.Output.WriteLineAsync("The settings of the app, which hold its hash alone");
        await console.Output.WriteLineAsync($"{setting}Role={role}");
        if (tenant.Length > 0)
        {
            await console.Output.WriteLineAsync($"{setting}Tenant={tenant}");
        }

        var hash = SHA256.HashData(Encoding.ASCII.GetBytes(key));
        await console.Output.WriteLineAsync($"{setting}Hash={Convert.ToHexStringLower(hash)}");
        return ExitCode.Done;
    }

    private static async Task<int> RefuseAsync(string option, InvocationConfiguration console)
    {
        await console.Error.WriteLineAsync($"{option} must have 1 to 64 characters of A-Z a-z 0-9 _ -.");
        return ExitCode.BadArgument;
    }
}
