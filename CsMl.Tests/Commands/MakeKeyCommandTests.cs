using CsMl.Functions.Http;
using CsMl.Local.Commands;
using CsMl.Tests.Http;

namespace CsMl.Tests.Commands;

public sealed class MakeKeyCommandTests
{
    [Fact]
    public async Task The_app_knows_the_key_by_the_settings_that_are_printed_with_it()
    {
        var (key, settings) = await MakeAsync("--role", "agent");
        await using var app = await RunningApp.StartAsync(settings);
        (string, string) bearer = ("Authorization", $"Bearer {key}");

        (await app.GetAsync(RunningApp.Portfolio("status"), bearer)).Is(200);
        (await app.GetAsync(RunningApp.Portfolio("audit"), bearer)).IsProblem(403, "ROLE_REQUIRED");
        Assert.All(settings, s => Assert.StartsWith("Access:Keys:agent:", s.Key, StringComparison.Ordinal));
        Assert.DoesNotContain(settings, s => s.Value.Contains(key, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Each_key_is_another_and_of_its_tenant()
    {
        var (first, settings) = await MakeAsync("--role", "reader", "--tenant", "acme");
        var (second, named) = await MakeAsync("--role", "reader", "--tenant", "acme", "--name", "crm");

        Assert.NotEqual(first, second);
        Assert.Equal(48, first.Length);
        Assert.Contains(("Access:Keys:acme_reader:Tenant", "acme"), settings);
        Assert.Contains(("Access:Keys:crm:Role", "reader"), named);
    }

    [Theory]
    [InlineData("--role", "boss")]
    [InlineData("--tenant", "acme")]
    [InlineData("--role", "agent", "--tenant", "a/b")]
    [InlineData("--role", "agent", "--name", "a b")]
    public async Task What_cannot_be_is_refused_and_no_key_is_made(params string[] arguments)
    {
        var run = await RunAsync(arguments);

        Assert.NotEqual(ExitCode.Done, run.ExitCode);
        Assert.DoesNotContain("csml_", run.Output, StringComparison.Ordinal);
        Assert.NotEmpty(run.Error);
    }

    private static async Task<(string Key, (string Key, string Value)[] Settings)> MakeAsync(params string[] arguments)
    {
        var run = await RunAsync(arguments);
        Assert.Equal((ExitCode.Done, ""), (run.ExitCode, run.Error));
        var lines = run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var settings = lines
            .Where(line => line.StartsWith(AccessOptions.Section, StringComparison.Ordinal))
            .Select(line => line.Replace("__", ":", StringComparison.Ordinal).Split('='))
            .Select(pair => (pair[0], pair[1]));
        return (lines.Single(line => line.StartsWith("csml_", StringComparison.Ordinal)), [.. settings]);
    }

    private static Task<CommandRun> RunAsync(string[] arguments) =>
        CommandRun.OfAsync(CommandLine.Create(TimeProvider.System), ["make-key", .. arguments]);
}
