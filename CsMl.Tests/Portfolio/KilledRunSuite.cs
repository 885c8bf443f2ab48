using CsMl.Core.Accounts;
using CsMl.Core.Crm;
using CsMl.Core.Portfolio;
using CsMl.Core.Storage;
using CsMl.Local;
using CsMl.Tests.Host;
using CsMl.Tests.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CsMl.Tests.Portfolio;

/// <summary>
/// A night over a portfolio whose process is killed again and again, at points of its progress that a seed chooses,
/// and started again each time.
/// </summary>
public abstract class KilledRunSuite : IDisposable
{
    internal const int Accounts = 2_000;

    private const int Kills = 20;

    private readonly TestDirectory _directory = new();

    protected abstract string? Storage { get; }

    /// <summary>Most CTAs of the night. The portfolio has more accounts at risk, so that it makes as many.</summary>
    protected abstract int Ctas { get; }

    /// <summary>About how far <see cref="NightInStore.ProgressAsync"/> gets: accounts in transactions, pages, CTAs.</summary>
    private int End => 2 + Accounts / 25 + 24 + Ctas;

    public void Dispose()
    {
        _directory.Dispose();
        GC.SuppressFinalize(this);
    }

    [StorageFact]
    public async Task Killed_at_any_point_of_its_night_and_started_again_it_scores_each_account_once()
    {
        // Where midnight falls between two starts, each is right to begin a night of its own: that try proves nothing.
        Assert.True(
            await IsOneNightAsync(Guid.NewGuid().ToString("N")) || await IsOneNightAsync(Guid.NewGuid().ToString("N")),
            "There were two nights twice, and only one midnight."
        );
    }

    /// <returns>False: there were two nights.</returns>
    private async Task<bool> IsOneNightAsync(string tenant)
    {
        using var stall = new StallGuard();
        using var store = LocalApp.OpenStore(_directory.Path, Configuration());
        await using var services = LocalApp.Services(store, Configuration());
        await PutAccountsAsync(services.GetRequiredService<AccountIndex>(), tenant, stall.Token);
        var night = new NightInStore(
            services.GetRequiredService<Tables>(),
            services.GetRequiredService<RunStore>(),
            tenant
        );

        var random = new Random(20);
        var killed = 0;
        while (killed < Kills)
        {
            var begun = stall.See(await night.ProgressAsync(stall.Token));
            using var app = Start();
            if (!await IsReachedAsync(night, app, begun + Step(random, begun, Kills - killed), stall))
            {
                break;
            }

            app.Kill();
            killed++;
        }

        using var last = Start();
        while (!last.HasExited)
        {
            stall.See(await night.ProgressAsync(stall.Token));
        }

        var exitCode = await last.ExitCodeAsync(stall.Token);
        if ((await night.RunsAsync()).Count > 1)
        {
            return false;
        }

        Assert.True(exitCode == 0, last.Output);
        // A process that runs on for a moment before the kill may have come to the end of the night.
        Assert.InRange(killed, Kills / 2, Kills);
        await night.IsCompleteAsync(Accounts, Ctas);
        return true;
    }

    /// <summary>A third of the kills come at the first sign of work, the others spread over what is left of the night.</summary>
    private int Step(Random random, int begun, int killsLeft) =>
        random.Next(3) == 0 ? 1 : 1 + random.Next(2 * Math.Max(0, End - begun) / (killsLeft + 1) + 1);

    /// <returns>False: the process had nothing more to do.</returns>
    private static async Task<bool> IsReachedAsync(NightInStore night, AppProcess app, int progress, StallGuard stall)
    {
        while (stall.See(await night.ProgressAsync(stall.Token)) < progress)
        {
            if (app.HasExited)
            {
                Assert.True(await app.ExitCodeAsync(stall.Token) == 0, app.Output);
                return false;
            }
        }

        return true;
    }

    private AppProcess Start() =>
        AppProcess.Start(
            [("AzureWebJobsStorage", Storage), ("Ctas__MaxPerNight", $"{Ctas}")],
            "nightly",
            "--data",
            _directory.Path
        );

    /// <summary>The sample portfolio, eight times over.</summary>
    internal static async Task PutAccountsAsync(AccountIndex crm, string tenant, CancellationToken cancellation)
    {
        var sample = SampleCustomers.Make(TimeProvider.System.GetUtcNow());
        List<AccountFacts> accounts =
        [
            .. Enumerable.Range(0, Accounts).Select(i => sample[i % sample.Count] with { AccountId = $"a{i}" }),
        ];
        Assert.Empty(await crm.PutManyAsync(tenant, accounts, cancellation));
    }

    private ConfigurationManager Configuration()
    {
        var configuration = new ConfigurationManager();
        configuration.AddInMemoryCollection([new("AzureWebJobsStorage", Storage)]);
        return configuration;
    }
}
