using CsMl.Core.Portfolio;
using CsMl.Local;
using CsMl.Local.Commands;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace CsMl.Tests.Commands;

public sealed class NightlyCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _clock = new(Some.Now);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task It_scores_every_account_and_says_how_it_went()
    {
        await ImportAsync();

        var night = await RunAsync();

        Assert.Equal(ExitCode.Done, night.ExitCode);
        Assert.Contains(
            "nightly-2026-03-04: 30 of 30 accounts scored, 0 failed",
            night.Output,
            StringComparison.Ordinal
        );
        Assert.Contains("Done in ", night.Output, StringComparison.Ordinal);
        Assert.Contains(HintExpectedChurn.OfCommand, night.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("over already", night.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_time_in_one_night_it_scores_what_is_new_or_changed_since()
    {
        await ImportAsync(accounts: 28);
        await RunAsync();
        await ImportAsync(accounts: 30);

        _clock.Advance(TimeSpan.FromHours(3));
        var again = await RunAsync();
        var third = await RunAsync();

        Assert.Equal(ExitCode.Done, again.ExitCode);
        Assert.Contains("nightly-2026-03-04-2: 2 of 30 accounts scored", again.Output, StringComparison.Ordinal);
        Assert.Contains("; 28 unchanged", again.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(HintExpectedChurn.OfCommand, again.Output, StringComparison.Ordinal);
        Assert.Contains("nightly-2026-03-04-3: 0 of 30 accounts scored", third.Output, StringComparison.Ordinal);

        _clock.Advance(TimeSpan.FromDays(1));
        Assert.Contains("nightly-2026-03-05: 30 of 30", (await RunAsync()).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_timer_starts_no_second_run_for_its_day()
    {
        await ImportAsync();
        await RunAsync();
        using var store = LocalApp.OpenStore(_folder.File("."), new ConfigurationBuilder().Build());
        await using var services = LocalApp.Services(store, clock: _clock);

        Assert.Empty(await services.GetRequiredService<StartRun>().NightAsync(CancellationToken.None));
    }

    [Fact]
    public async Task A_run_that_could_not_be_planned_is_made_up_for_by_the_next_command()
    {
        await ImportAsync();
        await GiveUpAsync();

        var night = await RunAsync();

        Assert.Equal(ExitCode.Done, night.ExitCode);
        Assert.Contains("nightly-2026-03-04-2: 30 of 30 accounts scored", night.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_batch_scores_as_many_accounts_as_asked_and_makes_no_CTAs()
    {
        await ImportAsync();

        var batch = await CommandRun.OfAsync(
            BatchCommand.Create(_clock),
            "--data",
            _folder.File("."),
            "--type",
            "EXPANSION",
            "--filter",
            "high_value",
            "--max",
            "7"
        );
        var wrong = await CommandRun.OfAsync(BatchCommand.Create(_clock), "--max", "0");

        Assert.Equal(ExitCode.Done, batch.ExitCode);
        Assert.Contains(": 7 of 7 accounts scored, 0 failed, 0 CTAs made", batch.Output, StringComparison.Ordinal);
        Assert.Contains("--max is from 1 to 100000.", wrong.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_says_how_many_accounts_at_risk_got_no_CTA_because_a_night_makes_no_more()
    {
        using (var store = LocalApp.OpenStore(_folder.File("."), new ConfigurationBuilder().Build()))
        {
            await using var services = LocalApp.Services(store);
            var atRisk = Enumerable.Range(0, 205).Select(i => Http.CtaCalls.AtRisk with { AccountId = $"a{i}" });
            var crm = services.GetRequiredService<Core.Crm.AccountIndex>();
            Assert.Empty(await crm.PutManyAsync(LocalApp.Tenant, [.. atRisk], CancellationToken.None));
        }

        var night = await RunAsync();

        Assert.Contains(
            "200 CTAs made; 5 more at high or critical risk got none (Ctas:MaxPerNight)",
            night.Output,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Without_accounts_it_asks_for_some()
    {
        var night = await RunAsync();

        Assert.Equal(ExitCode.Done, night.ExitCode);
        Assert.Equal("There are no accounts yet; import some first.", night.Output.Trim());
    }

    private async Task ImportAsync(int accounts = 30)
    {
        using var store = LocalApp.OpenStore(_folder.File("."), new ConfigurationBuilder().Build());
        await using var services = LocalApp.Services(store);
        var sample = SampleCustomers.Make(Some.Now).Take(accounts).ToList();
        var crm = services.GetRequiredService<Core.Crm.AccountIndex>();
        Assert.Empty(await crm.PutManyAsync(LocalApp.Tenant, sample, CancellationToken.None));
    }

    private async Task GiveUpAsync()
    {
        using var store = LocalApp.OpenStore(_folder.File("."), new ConfigurationBuilder().Build());
        await using var services = LocalApp.Services(store, clock: _clock);
        await services.GetRequiredService<StartRun>().NightAsync(CancellationToken.None);
        var open = RunMessage.Open(LocalApp.Tenant, RunRecord.Nightly(_clock.GetUtcNow()).RunId);
        await services.GetRequiredService<OpenRun>().GiveUpAsync(open, CancellationToken.None);
    }

    private Task<CommandRun> RunAsync() =>
        CommandRun.OfAsync(NightlyCommand.Create(_clock), "--data", _folder.File("."));
}
