using System.Reflection;
using System.Runtime.InteropServices;
using System.Text.Json;
using CsMl.Tests.Docs;

namespace CsMl.Tests.Infrastructure;

/// <summary>
/// The Bicep compiler: on 64-bit Linux from its NuGet package, which works offline, elsewhere the <c>bicep</c> of the path.
/// </summary>
internal static class Bicep
{
    /// <summary>Where a snapshot is supposed to be deployed; the names of resources follow from it.</summary>
    private static readonly string[] Scope =
    [
        "--tenant-id",
        Guid.Empty.ToString(),
        "--subscription-id",
        Guid.Empty.ToString(),
        "--resource-group",
        "rg-csml",
        "--location",
        "swedencentral",
        "--deployment-name",
        "csml",
    ];

    /// <summary>What parameter files read; the values of the machine that runs the tests must not show.</summary>
    private static readonly Dictionary<string, string?> NoVariables = new(StringComparer.Ordinal)
    {
        ["AZURE_ENV_NAME"] = null,
        ["AZURE_LOCATION"] = null,
        ["CSML_DEPLOY_MODEL"] = null,
        ["CSML_ALERT_EMAIL"] = null,
        ["CSML_AUTH_CLIENT_ID"] = null,
    };

    private static readonly Lazy<Task<JsonDocument>> Compiled = new(CompileAsync);

    public static string Folder { get; } = Path.Combine(Repository.Root, "infra");

    /// <summary>The compiled main.bicep, modules included.</summary>
    public static Task<JsonDocument> Template => Compiled.Value;

    public static Task<FinishedProcess> RunAsync(params string[] arguments) =>
        FinishedProcess.RunAsync(Program(), arguments, Folder, NoVariables);

    /// <summary>What a deployment with these parameters would make.</summary>
    /// <param name="parameters">Text of a parameter file without its first line.</param>
    public static async Task<Snapshot> SnapshotAsync(string parameters) =>
        Snapshot.Parse(await SnapshotTextAsync("using 'main.bicep'\n" + parameters));

    /// <summary>The text of the snapshot of one of our own parameter files.</summary>
    public static async Task<string> SnapshotOwnAsync(string name) =>
        await SnapshotTextAsync(await File.ReadAllTextAsync(Path.Combine(Folder, name + ".bicepparam")));

    /// <summary>The compiler writes a snapshot beside its parameter file, so that lies in a folder of its own here.</summary>
    private static async Task<string> SnapshotTextAsync(string parameters)
    {
        using var folder = new TemporaryFolder();
        var file = folder.File("test.bicepparam");
        var main = Path.GetRelativePath(Path.GetDirectoryName(file)!, Path.Combine(Folder, "main.bicep"));
        await File.WriteAllTextAsync(
            file,
            parameters.Replace("using 'main.bicep'", $"using '{main.Replace('\\', '/')}'", StringComparison.Ordinal)
        );
        var made = await RunAsync(["snapshot", file, "--mode", "Overwrite", .. Scope]);
        Assert.True(made.ExitCode == 0, made.Output + made.Errors);
        return await File.ReadAllTextAsync(Path.ChangeExtension(file, ".snapshot.json"));
    }

    private static async Task<JsonDocument> CompileAsync()
    {
        var built = await RunAsync("build", "main.bicep", "--stdout");
        Assert.True(built is { ExitCode: 0, Errors: "" }, built.Errors);
        return JsonDocument.Parse(built.Output);
    }

    private static string Program() =>
        OperatingSystem.IsLinux() && RuntimeInformation.OSArchitecture == Architecture.X64
            ? typeof(Bicep)
                .Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
                .Single(metadata => metadata.Key == "Bicep")
                .Value!
            : "bicep";
}
