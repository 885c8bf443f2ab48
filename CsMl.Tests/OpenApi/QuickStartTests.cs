using CsMl.Tests.Docs;
using CsMl.Tests.Http;
using CsMl.Tests.Infrastructure;

namespace CsMl.Tests.OpenApi;

/// <summary>The programs in docs/API.md run as they are printed, with clients that are generated from the description.</summary>
[Trait("Speed", "Slow")]
public sealed class QuickStartTests
{
    [NodeFact]
    public async Task The_TypeScript_program_runs_with_a_generated_client()
    {
        await using var app = await StartAsync();
        var folder = await NpmPackages.InstallAsync(ApiQuickStart.Packages);
        // Below the packages, so that they are found.
        var place = Directory.CreateDirectory(Path.Combine(folder, "obj", Guid.NewGuid().ToString("N"))).FullName;
        await File.WriteAllTextAsync(Path.Combine(place, "quickstart.mts"), ApiQuickStart.Program("typescript", app));

        await NodeAsync(
            "openapi-typescript/bin/cli.js",
            Path.Combine(Repository.Root, "docs", "openapi.json"),
            "-o",
            "csml.d.ts",
            "--default-non-nullable=false"
        );
        await NodeAsync(
            "typescript/bin/tsc",
            "--strict",
            "--target",
            "es2022",
            "--module",
            "nodenext",
            "--lib",
            "es2022,dom,dom.iterable",
            "quickstart.mts"
        );
        var run = await RunAsync("node", ["quickstart.mjs"], place);

        Assert.Contains("62 %", run.Output, StringComparison.Ordinal);
        await ApiQuickStart.AssertRanAsync(app);
        Directory.Delete(place, recursive: true);

        Task NodeAsync(string script, params string[] arguments) =>
            RunAsync("node", [Path.Combine(folder, "node_modules", script), .. arguments], place);
    }

    [PythonFact]
    public async Task The_Python_program_runs()
    {
        await using var app = await StartAsync();

        var run = await RunAsync(
            PythonFactAttribute.Program,
            ["-c", ApiQuickStart.Program("python", app)],
            Repository.Root
        );

        Assert.Contains("62 %", run.Output, StringComparison.Ordinal);
        await ApiQuickStart.AssertRanAsync(app);
    }

    [Fact]
    public async Task The_CSharp_program_runs_with_a_generated_client()
    {
        await using var app = await StartAsync();
        var client = await GeneratedClient.WriteAsync(Repository.Read("docs/openapi-3.0.json"));

        GeneratedClient.Run(client, ApiQuickStart.Program("csharp", app));

        await ApiQuickStart.AssertRanAsync(app);
    }

    private static async Task<RunningApp> StartAsync()
    {
        var app = await RunningApp.StartAsync();
        await app.PutSampleAsync();
        return app;
    }

    private static async Task<FinishedProcess> RunAsync(string program, IEnumerable<string> arguments, string folder)
    {
        var run = await FinishedProcess.RunAsync(ProgramPath.Find(program) ?? program, arguments, folder);
        Assert.True(run.ExitCode == 0, run.Output + run.Errors);
        return run;
    }
}
