using System.Text;
using CsMl.Core.Crm;
using CsMl.Core.Portfolio;
using CsMl.Core.Storage;
using CsMl.Local;
using CsMl.Tests.Host;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CsMl.Tests.Portfolio;

/// <summary>
/// The same with the host, which works a night off through its queues. The messages that a killed host held stay
/// hidden for ten minutes, as the real host's do; who asks for the night again need not wait for them.
/// </summary>
[Trait("Speed", "Slow")]
public sealed class KilledHostTests : IDisposable
{
    private const int Kills = 4;
    private const int Ctas = 200;

    /// <summary>Such as prove nothing, one after the other.</summary>
    private const int Tries = 5;

    private readonly TestDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task A_night_whose_host_was_killed_goes_on_when_asked_for_again_without_the_messages_it_held()
    {
        // Where midnight falls between two starts, each is right to begin a night of its own: that try proves nothing.
        for (var i = 0; i < Tries; i++)
        {
            if (await IsOneNightAsync(Guid.NewGuid().ToString("N")))
            {
                return;
            }
        }

        Assert.Fail($"Of {Tries} tries none proved anything.");
    }

    /// <summary>Its message is held for ten minutes, longer than the guard waits.</summary>
    [Fact]
    public async Task A_night_killed_while_it_was_closed_goes_on_by_itself_when_the_host_is_back()
    {
        for (var i = 0; i < Tries; i++)
        {
            if (await GoesOnByItselfAsync(Guid.NewGuid().ToString("N")))
            {
                return;
            }
        }

        Assert.Fail($"Of {Tries} tries none proved anything.");
    }

    private async Task<bool> GoesOnByItselfAsync(string tenant)
    {
        using var stall = new StallGuard();
        var settings = new ConfigurationManager();
        using var store = LocalApp.OpenStore(_directory.Path, settings);
        await using var services = LocalApp.Services(store, settings);
        await KilledRunSuite.PutAccountsAsync(services.GetRequiredService<AccountIndex>(), tenant, stall.Token);
        var runs = services.GetRequiredService<RunStore>();
        var night = new NightInStore(services.GetRequiredService<Tables>(), runs, tenant);
        using (var host = await StartAsync(stall))
        {
            while (!await IsClosingAsync())
            {
                Assert.False(host.HasExited, host.Output);
                stall.Token.ThrowIfCancellationRequested();
            }

            host.Kill();
        }

        if (Assert.Single(await night.RunsAsync()).IsOver)
        {
            // It came to its end between the look and the kill.
            return false;
        }

        using var last = await StartAsync(stall, asked: false);
        while (!Assert.Single(await night.RunsAsync()).IsOver)
        {
            Assert.False(last.HasExited, last.Output);
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, stall.Token);
        }

        await night.IsCompleteAsync(KilledRunSuite.Accounts, Ctas);
        return true;

        async Task<bool> IsClosingAsync()
        {
            if (await night.RunsAsync() is not [{ PlanId: { } plan } run])
            {
                return false;
            }

            var sum = await runs.SumAsync(tenant, run.RunId, plan, stall.Token);
            return stall.See(sum.Done) == sum.Pages && sum.Pages > 0;
        }
    }

    private async Task<bool> IsOneNightAsync(string tenant)
    {
        // A night that waited for the held messages would stand still for ten minutes, longer than the guard allows.
        using var stall = new StallGuard();
        var settings = new ConfigurationManager();
        using var store = LocalApp.OpenStore(_directory.Path, settings);
        await using var services = LocalApp.Services(store, settings);
        await KilledRunSuite.PutAccountsAsync(services.GetRequiredService<AccountIndex>(), tenant, stall.Token);
        var night = new NightInStore(
            services.GetRequiredService<Tables>(),
            services.GetRequiredService<RunStore>(),
            tenant
        );

        var random = new Random(4);
        for (var i = 0; i < Kills; i++)
        {
            using var host = await StartAsync(stall);
            var target = await ProgressAsync() + 1 + random.Next(20);
            await UntilAsync(host, async () => await ProgressAsync() >= target || await IsOverAsync());
            host.Kill();
            if (await IsOverAsync())
            {
                // The host came to the end of the night between two looks: that try proves nothing either.
                return false;
            }
        }

        Assert.NotEqual(0, HeldPages());
        using var last = await StartAsync(stall);
        await UntilAsync(
            last,
            async () =>
            {
                await ProgressAsync();
                return await IsOverAsync();
            }
        );
        if ((await night.RunsAsync()).Count > 1)
        {
            return false;
        }

        await night.IsCompleteAsync(KilledRunSuite.Accounts, Ctas);
        return true;

        async Task<int> ProgressAsync() => stall.See(await night.ProgressAsync(stall.Token));

        async Task<bool> IsOverAsync() => await night.RunsAsync() is { Count: > 0 } runs && runs.All(run => run.IsOver);

        async Task UntilAsync(AppProcess host, Func<Task<bool>> isSo)
        {
            while (!await isSo())
            {
                Assert.False(host.HasExited, host.Output);
                stall.Token.ThrowIfCancellationRequested();
            }
        }
    }

    /// <param name="asked">For the night, as an operator would.</param>
    private async Task<AppProcess> StartAsync(StallGuard stall, bool asked = true)
    {
        var host = await AppProcess.ServeAsync(
            _directory.Path,
            [("AzureWebJobsStorage", null), ("Ctas__MaxPerNight", $"{Ctas}")],
            stall.Token
        );
        if (!asked)
        {
            return host;
        }

        using var client = new HttpClient { BaseAddress = host.Address };
        using var input = new StringContent("""{"input":""}""", Encoding.UTF8, "application/json");
        using var answer = await client.PostAsync("/admin/functions/NightlyTimer", input, stall.Token);
        answer.EnsureSuccessStatusCode();
        return host;
    }

    /// <summary>Pages that nobody can receive now.</summary>
    private long HeldPages()
    {
        using var connection = new SqliteConnection(
            $"Data Source={Path.Combine(_directory.Path, "csml.db")};Pooling=False"
        );
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT COUNT(*) FROM messages WHERE queue = $queue AND visible_at > $now";
        command.Parameters.AddWithValue("$queue", RunMessage.PagesQueue);
        command.Parameters.AddWithValue("$now", TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds());
        return (long)command.ExecuteScalar()!;
    }
}
