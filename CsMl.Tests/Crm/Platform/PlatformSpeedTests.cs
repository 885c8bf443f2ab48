using System.Diagnostics;
using System.Globalization;
using CsMl.Core.Crm;
using CsMl.Core.Portfolio;
using CsMl.Tests.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;
using Xunit.Abstractions;

namespace CsMl.Tests.Crm.Platform;

/// <summary>How a first sync, and the night that begins with it, use the calls that they may make at once.</summary>
public sealed class PlatformSpeedTests(ITestOutputHelper output)
{
    private const int CallsOfAccount = 5;
    private static readonly TimeSpan Latency = TimeSpan.FromMilliseconds(50);

    [Fact]
    public async Task As_many_calls_as_are_allowed_are_in_flight_and_never_more()
    {
        await using var rig = await PlatformRig.StartAsync(options => options.Concurrency = 6);
        rig.Data.AddPortfolio(150);
        rig.Clock.Advance(TimeSpan.FromHours(1));
        var (inFlight, most) = (0, 0);
        var full = new TaskCompletionSource();
        rig.Platform.Before = async context =>
        {
            if (IsOfAccount(context))
            {
                most = Math.Max(most, Interlocked.Increment(ref inFlight));
                if (most == 6)
                {
                    full.TrySetResult();
                }

                await full.Task.WaitAsync(HangGuard.Limit);
                Interlocked.Decrement(ref inFlight);
            }

            return false;
        };

        await rig.SyncAsync();

        Assert.Equal(6, most);
        Assert.InRange(rig.Platform.Requests.Count, 150 * CallsOfAccount, (150 * CallsOfAccount) + 20);
    }

    /// <summary>
    /// The whole of it: <c>CSML_NIGHT_ACCOUNTS=10000 dotnet test --filter PlatformSpeedTests</c>. The short form allows
    /// for a busy machine, on which calls that wait for each other weigh more; calls one by one would take eight times as
    /// long.
    /// </summary>
    [Fact]
    [Trait("Speed", "Slow")]
    public async Task A_first_night_takes_little_longer_than_its_calls()
    {
        var asked = Environment.GetEnvironmentVariable("CSML_NIGHT_ACCOUNTS");
        var accounts = asked is null ? 100 : int.Parse(asked, CultureInfo.InvariantCulture);
        var clock = new FakeTimeProvider(Some.Now.AddDays(-1));
        await using var platform = await FakePlatform.StartAsync(clock);
        platform.Data.AddPortfolio(accounts);
        clock.SetUtcNow(Some.Now);
        var lastRead = 0L;
        platform.Before = async _ =>
        {
            await Task.Delay(Latency, TimeProvider.System);
            Interlocked.Exchange(ref lastRead, Stopwatch.GetTimestamp());
            return false;
        };
        await using var app = await RunningApp.StartAsync(
            ("Crm:Kind", "Platform"),
            ("Crm:Endpoint", platform.Address.ToString()),
            ("Crm:Email", FakePlatform.Email),
            ("Crm:Password", FakePlatform.Password),
            ("Crm:TenantId", FakePlatform.Tenant)
        );

        var began = Stopwatch.GetTimestamp();
        await app.NightAsync();
        var took = Stopwatch.GetElapsedTime(began);

        var run = Assert.Single(await app.Service<RunStore>().ListAsync(RunningApp.Tenant, CancellationToken.None));
        Assert.Equal((RunState.Completed, accounts), (run.State, run.Counts.Scored));
        var calls = platform.Requests.Count;
        var concurrency = new CrmOptions().Concurrency;
        var ideal = calls * Latency / concurrency;
        output.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{accounts} accounts, {calls} calls of {Latency.TotalMilliseconds} ms, {concurrency} at once: {took.TotalSeconds:0.0} s, {took / ideal:0.00} times {ideal.TotalSeconds:0.0} s; scored in {(took - Stopwatch.GetElapsedTime(began, lastRead)).TotalSeconds:0.0} s"
            )
        );
        Assert.InRange(took / ideal, 0.9, asked is null ? 6 : 1.2);
    }

    private static bool IsOfAccount(HttpContext context) =>
        context.Request.Query.ContainsKey("accountId")
        || context.Request.Path.Value!.StartsWith("/api/crm/accounts/", StringComparison.Ordinal)
            && !context.Request.Path.Value.Contains("/portfolio/", StringComparison.Ordinal);
}
