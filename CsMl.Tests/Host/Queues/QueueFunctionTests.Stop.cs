using System.Text;

namespace CsMl.Tests.Host.Queues;

public sealed partial class QueueFunctionTests
{
    [Fact]
    public async Task The_stop_waits_for_a_run_and_settles_it()
    {
        var (told, release) = (new TaskCompletionSource(), new TaskCompletionSource());
        _probe.Body = async (_, cancellation) =>
        {
            await using var registration = cancellation.Register(told.SetResult);
            await release.Task;
        };
        await SendAsync("x");
        await using var host = await StartAsync();
        await _probe.NextRunAsync();

        var stopping = host.StopAsync();
        await told.Task.WaitAsync(HangGuard.Limit);
        Assert.False(stopping.IsCompleted);
        release.SetResult();
        await stopping.WaitAsync(HangGuard.Limit);

        Assert.Equal("deleted x", await _watched.NextAsync());
    }

    [Fact]
    public async Task A_run_that_the_stop_cuts_short_hands_its_message_back_even_on_the_last_attempt()
    {
        _probe.Body = (_, cancellation) => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellation);
        await SendAsync("x");
        await using (
            var host = await StartAsync(Settings("\"maxDequeueCount\": 1, \"visibilityTimeout\": \"01:00:00\""))
        )
        {
            await _probe.NextRunAsync();
            await host.StopAsync();
            Assert.Empty(host.Log.Errors);
        }

        Assert.Equal("hidden x for 00:00:00", await _watched.NextAsync());
        Assert.Single(await _queues.Open(SampleQueue.Name).ReceiveAsync(1, HalfHeld, None));
    }

    [Fact]
    public async Task What_arrives_while_the_host_stops_is_handed_back_unseen()
    {
        var (asked, answer) = (new TaskCompletionSource(), new TaskCompletionSource());
        _watched.BeforeReceive = () =>
        {
            asked.TrySetResult();
            return answer.Task;
        };
        await SendAsync("x", "y");
        await using var host = await StartAsync();
        await asked.Task.WaitAsync(HangGuard.Limit);

        var stopping = host.StopAsync();
        await host.Stopping.WaitAsync(HangGuard.Limit);
        answer.SetResult();
        await stopping.WaitAsync(HangGuard.Limit);

        Assert.False(_probe.HasRunUnseen);
        Assert.Equal(2, (await _queues.Open(SampleQueue.Name).ReceiveAsync(32, HalfHeld, None)).Count);
    }

    [Fact]
    public async Task A_run_that_does_not_end_is_abandoned_after_the_shutdown_time_out()
    {
        _probe.Body = (_, _) => new TaskCompletionSource().Task;
        await SendAsync("x");
        await using var host = await StartAsync(
            HostOptions.For(typeof(SampleQueue)) with
            {
                ShutdownTimeout = TimeSpan.FromMilliseconds(1),
            }
        );
        await _probe.NextRunAsync();

        await host.StopAsync().WaitAsync(HangGuard.Limit);

        Assert.False(_watched.HasMore);
    }

    [Fact]
    public async Task A_run_by_hand_that_fails_is_logged_and_waited_for_at_the_stop()
    {
        var release = new TaskCompletionSource();
        _probe.Body = async (_, _) =>
        {
            await release.Task;
            throw new InvalidOperationException("no luck by hand");
        };
        await using var host = await StartAsync();
        using var body = new StringContent("{}", Encoding.UTF8, "application/json");
        await host.Client.PostAsync("/admin/functions/SampleQueue", body);
        Assert.Equal("", await _probe.NextRunAsync());

        var stopping = host.StopAsync();
        await host.Stopping.WaitAsync(HangGuard.Limit);
        Assert.False(stopping.IsCompleted);
        release.SetResult();
        await stopping.WaitAsync(HangGuard.Limit);

        Assert.Equal("no luck by hand", Assert.Single(host.Log.Errors).Exception?.Message);
    }
}
