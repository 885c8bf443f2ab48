using System.Text.Json;
using CsMl.Tests.Docs;
using CsMl.Tests.Infrastructure;

namespace CsMl.Tests.OpenApi;

[Trait("Speed", "Slow")]
public sealed class LintTests
{
    /// <summary>
    /// In 3.0 validators and generators do not agree on how a reference may be null; the description follows the generators.
    /// </summary>
    [NodeTheory]
    [InlineData("openapi.json")]
    [InlineData("openapi-3.0.json", "--skip-rule=no-invalid-media-type-examples")]
    [InlineData("openapi-2.0.json")]
    public async Task Redocly_finds_nothing_wrong_with_it(string file, params string[] options)
    {
        var folder = await NpmPackages.InstallAsync(ApiQuickStart.Packages);

        var lint = await FinishedProcess.RunAsync(
            ProgramPath.Find("node") ?? "node",
            [
                Path.Combine("node_modules", "@redocly", "cli", "bin", "cli.js"),
                "lint",
                "--format=json",
                .. options,
                Path.Combine(Repository.Root, "docs", file),
            ],
            folder,
            new Dictionary<string, string?>
            {
                ["REDOCLY_TELEMETRY"] = "off",
                ["REDOCLY_SUPPRESS_UPDATE_NOTICE"] = "true",
            }
        );

        Assert.True(lint.ExitCode == 0, lint.Output + lint.Errors);
        var totals = JsonDocument.Parse(lint.Output).RootElement.GetProperty("totals");
        Assert.All(totals.EnumerateObject(), total => Assert.Equal(0, total.Value.GetInt32()));
    }
}
