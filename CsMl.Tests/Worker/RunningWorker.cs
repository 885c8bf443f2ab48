using CsMl.Tests.Docs;
using CsMl.Tests.Storage;
using CsMl.Tests.Worker.Rpc;

namespace CsMl.Tests.Worker;

/// <summary>The app's worker as it is deployed, started once for the tests of a class.</summary>
public sealed class RunningWorker(Azurite azurite) : IAsyncLifetime
{
    /// <summary>The published app's folder; without it the tests start what the build has made.</summary>
    private const string FolderVariable = "CSML_WORKER";

    private FunctionRpcHost? _host;

    internal FunctionRpcHost Host => _host ?? throw new InvalidOperationException("The worker was not started.");

    public async Task InitializeAsync()
    {
        if (NeedsNodeAttribute.SkipReason is null)
        {
            _host = await StartAsync(azurite);
        }
    }

    public async Task DisposeAsync()
    {
        if (_host is not null)
        {
            await _host.DisposeAsync();
        }
    }

    internal static Task<FunctionRpcHost> StartAsync(Azurite azurite, params (string Name, string? Value)[] settings) =>
        FunctionRpcHost.StartAsync(
            new FileInfo(Path.Combine(Folder(), "CsMl.Functions.dll")),
            [("AzureWebJobsStorage", azurite.WorkerConnectionString), ("Nightly__Schedule", "0 0 2 * * *"), .. settings]
        );

    private static string Folder()
    {
        // The tests lie in bin/{configuration}/{framework}, and so does the worker.
        var tests = new DirectoryInfo(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));
        return Environment.GetEnvironmentVariable(FolderVariable) is { Length: > 0 } published
            ? published
            : Path.Combine(Repository.Root, "CsMl.Functions", "bin", tests.Parent!.Name, tests.Name);
    }
}
