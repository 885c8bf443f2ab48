using System.CommandLine;
using CsMl.Core.Crm;
using CsMl.Core.Portfolio;
using Microsoft.Extensions.DependencyInjection;

namespace CsMl.Local.Commands;

/// <summary><c>sync</c>: reads the changes of the CRM now.</summary>
internal static class SyncCommand
{
    public static Command Create(TimeProvider clock)
    {
        var full = new Option<bool>("--full") { Description = "Read every account, changed or not" };
        var data = DataOption.Create();
        var command = new Command("sync", "Read what has changed in the CRM that Crm:Kind names.") { full, data };
        command.SetAction(
            (parsed, cancellation) =>
                new RunToEnd(parsed.GetValue(data)!, "", "", clock).RunAsync(
                    services => StartAsync(services, parsed.GetValue(full), cancellation),
                    parsed.InvocationConfiguration,
                    cancellation,
                    RefuseWithoutCrm
                )
        );
        return command;
    }

    /// <exception cref="BadArgumentException">The facts are written by callers.</exception>
    private static void RefuseWithoutCrm()
    {
        var kind = LocalApp.EnvironmentSettings()[$"{CrmOptions.Section}:{nameof(CrmOptions.Kind)}"];
        if (string.IsNullOrEmpty(kind) || kind.Equals(nameof(CrmKind.Embedded), StringComparison.OrdinalIgnoreCase))
        {
            throw new BadArgumentException(
                "There is no CRM to read: Crm__Kind is Embedded. Set it to Platform or Http, and Crm__Endpoint."
            );
        }
    }

    private static async Task<IReadOnlyList<(string, string)>> StartAsync(
        IServiceProvider services,
        bool full,
        CancellationToken cancellation
    )
    {
        var source = services.GetRequiredService<IAccountSource>();
        var started = new List<(string, string)>();
        foreach (var tenant in await source.ListTenantsAsync(cancellation))
        {
            var run = await services.GetRequiredService<StartRun>().SyncAsync(tenant, full, cancellation);
            started.Add((tenant, run.RunId));
        }

        return started;
    }
}
