using System.Text.Json;
using CsMl.Tests.Docs;
using CsMl.Tests.Infrastructure;

namespace CsMl.Tests.OpenApi;

[Trait("Speed", "Slow")]
public sealed class LintTests
{
    [NodeFact]
    public async Task Redocly_finds_nothing_wrong_with_any_version()
    {
        var folder = await NpmPackages.InstallAsync(ApiQuickStart.Packages);
        var files = new[] { "openapi.json", "openapi-3.0.json", "openapi-2.0.json" };

        var lint = await FinishedProcess.RunAsync(
            ProgramPath.Find("node") ?? "node",
            [
                Path.Combine("node_modules", "@redocly", "cli", "bin", "cli.js"),
                "lint",
                "--format=json",
                .. files.Select(file => Path.Combine(Repository.Root, "docs", file)),
            ],
            folder,
            new Dictionary<string, string?> { ["REDOCLY_TELEMETRY"] = "off", ["REDOCLY_SUPPRESS_UPDATE_NOTICE"] = "true" }
        );

        Assert.True(lint.ExitCode == 0, lint.Output + lint.Errors);
        var totals = JsonDocument.Parse(lint.Output).RootElement.GetProperty("totals");
        Assert.All(totals.EnumerateObject(), total => Assert.Equal(0, total.Value.GetInt32()));
    }
}
