using System.Text.Json;

namespace CsMl.Tests.Infrastructure;

/// <summary>The templates compile, the linter is silent, and a change of what would be deployed shows in review.</summary>
[Trait("Speed", "Slow")]
public sealed class TemplateTests
{
    [Fact]
    public async Task The_linter_is_silent_about_every_file()
    {
        var linted = await Bicep.RunAsync("lint", "--pattern", "./**/*.bicep");

        Assert.Equal((0, "", ""), (linted.ExitCode, linted.Output, linted.Errors));
    }

    [Fact]
    public async Task No_rule_of_the_linter_lets_a_warning_pass()
    {
        using var config = JsonDocument.Parse(
            await File.ReadAllTextAsync(Path.Combine(Bicep.Folder, "bicepconfig.json"))
        );
        var rules = config.RootElement.GetProperty("analyzers").GetProperty("core").GetProperty("rules");

        Assert.All(
            rules.EnumerateObject(),
            rule => Assert.Contains(rule.Value.GetProperty("level").GetString(), new[] { "error", "off" })
        );
    }

    [Theory]
    [InlineData("dev")]
    [InlineData("prod")]
    public async Task What_a_parameter_file_would_deploy_is_the_approved_snapshot(string name)
    {
        var approved = await File.ReadAllTextAsync(Path.Combine(Bicep.Folder, name + ".snapshot.json"));

        var now = await Bicep.SnapshotOwnAsync(name);

        var received = Path.Combine(AppContext.BaseDirectory, name + ".snapshot.json");
        await File.WriteAllTextAsync(received, now);
        using var before = JsonDocument.Parse(approved);
        using var after = JsonDocument.Parse(now);
        Assert.True(
            JsonElement.DeepEquals(before.RootElement, after.RootElement),
            $"Deploying {name} would make something else than infra/{name}.snapshot.json says. If that is meant, replace it by {received}."
        );
    }

    [Fact]
    public async Task Neither_template_nor_outputs_hold_a_secret()
    {
        var template = (await Bicep.Template).RootElement;

        Assert.DoesNotContain("listKeys", template.GetRawText(), StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("listAccountSas", template.GetRawText(), StringComparison.OrdinalIgnoreCase);
        Assert.All(
            template.GetProperty("outputs").EnumerateObject(),
            output =>
                Assert.DoesNotContain(
                    "parameters('modelKey')",
                    output.Value.GetRawText(),
                    StringComparison.OrdinalIgnoreCase
                )
        );
        Assert.Equal(
            "securestring",
            template.GetProperty("parameters").GetProperty("modelKey").GetProperty("type").GetString()
        );
    }
}
