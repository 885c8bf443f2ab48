using CsMl.Core.Crm;
using CsMl.Local;
using CsMl.Local.Commands;
using CsMl.Local.Sample;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace CsMl.Tests.Commands;

public sealed class ImportCommandTests : IDisposable
{
    private const string Two = """
        {"accountId":"a1","name":"A"}
        {"accountId":"a2","name":"B"}
        """;

    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _clock = new(Some.Now);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task It_offers_to_score_and_does_so_if_asked()
    {
        using var file = new TemporaryFile(Two);

        var offered = await ImportAsync(file.Path);
        var first = await ImportAsync(file.Path, "--score");
        var again = await ImportAsync(file.Path, "--score");

        Assert.Contains("add --score to the next import", offered.Output, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Done, first.ExitCode);
        Assert.Contains("nightly-2026-03-04: 2 of 2 accounts scored", first.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("add --score", first.Output, StringComparison.Ordinal);
        Assert.Contains("nightly-2026-03-04-2: 0 of 2 accounts scored", again.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rows_that_were_refused_show_in_the_exit_code_also_if_the_rest_was_scored()
    {
        using var file = new TemporaryFile(Two + "\n{}");

        var run = await ImportAsync(file.Path, "--score");

        Assert.Equal(ExitCode.Incomplete, run.ExitCode);
        Assert.Contains("2 of 2 accounts scored", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_sample_is_not_mixed_with_real_accounts_unless_asked()
    {
        using var file = new TemporaryFile(Two);
        await PutSampleAsync();

        var refused = await ImportAsync(file.Path, "--score");
        var mixed = await ImportAsync(file.Path, "--with-sample");

        Assert.Equal((ExitCode.BadArgument, ""), (refused.ExitCode, refused.Output));
        Assert.Contains("holds the made-up sample portfolio", refused.Error, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Done, mixed.ExitCode);
        Assert.Contains("2 of 2", mixed.Output, StringComparison.Ordinal);
    }

    private async Task PutSampleAsync()
    {
        using var store = LocalApp.OpenStore(_folder.File("."), new ConfigurationBuilder().Build());
        await using var services = LocalApp.Services(store);
        var sample = SamplePortfolio.Make(Some.Now).Take(3).ToList();
        Assert.Empty(
            await services
                .GetRequiredService<AccountIndex>()
                .PutManyAsync(LocalApp.Tenant, sample, CancellationToken.None)
        );
    }

    private Task<CommandRun> ImportAsync(string file, params string[] more) =>
        CommandRun.OfAsync(ImportCommand.Create(_clock), [file, "--data", _folder.File("."), .. more]);
}
