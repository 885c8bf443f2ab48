using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using Xunit.Abstractions;

namespace CsMl.Tests.Crm.Platform;

/// <summary>How a first sync uses the calls that it may make at once.</summary>
public sealed class PlatformSpeedTests(ITestOutputHelper output)
{
    private const int CallsOfAccount = 5;

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
    /// The whole of it: <c>CSML_SYNC_ACCOUNTS=10000 dotnet test --filter PlatformSpeedTests</c>. The short form allows for
    /// a busy machine and for the calls that wait for each other, which weigh more there.
    /// </summary>
    [Fact]
    [Trait("Speed", "Slow")]
    public async Task A_first_sync_takes_little_longer_than_its_calls()
    {
        var latency = TimeSpan.FromMilliseconds(50);
        var asked = Environment.GetEnvironmentVariable("CSML_SYNC_ACCOUNTS");
        var accounts = asked is null ? 100 : int.Parse(asked, CultureInfo.InvariantCulture);
        await using var rig = await PlatformRig.StartAsync();
        rig.Data.AddPortfolio(accounts);
        rig.Clock.Advance(TimeSpan.FromHours(1));
        rig.Platform.Before = async _ =>
        {
            await Task.Delay(latency, TimeProvider.System);
            return false;
        };

        var began = Stopwatch.GetTimestamp();
        await rig.SyncAsync();
        var took = Stopwatch.GetElapsedTime(began);

        var calls = rig.Platform.Requests.Count;
        var ideal = calls * latency / rig.Options.Concurrency;
        output.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{accounts} accounts, {calls} calls of {latency.TotalMilliseconds} ms, {rig.Options.Concurrency} at once: {took.TotalSeconds:0.0} s, {took / ideal:0.00} times {ideal.TotalSeconds:0.0} s"
            )
        );
        Assert.InRange(took / ideal, 0.9, asked is null ? 4 : 1.2);
    }

    private static bool IsOfAccount(HttpContext context) =>
        context.Request.Query.ContainsKey("accountId")
        || context.Request.Path.Value!.StartsWith("/api/crm/accounts/", StringComparison.Ordinal)
            && !context.Request.Path.Value.Contains("/portfolio/", StringComparison.Ordinal);
}
