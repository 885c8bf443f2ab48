using CsMl.Core.Storage;
using CsMl.Local.Host.Queues;

namespace CsMl.Tests.Host.Queues;

public sealed partial class QueueFunctionTests
{
    [Fact]
    public async Task A_message_that_failed_is_tried_again_after_the_visibility_timeout()
    {
        _probe.Body = (_, _) => throw new InvalidOperationException("no luck");
        await using var host = await StartAsync(Settings(OneAtATime + ", \"visibilityTimeout\": \"00:00:30\""));
        await SendAsync("x");
        await _probe.NextRunAsync();
        Assert.Equal("hidden x for 00:00:30", await _watched.NextAsync());

        _probe.Body = (_, _) => Task.CompletedTask;
        await PassUntilRunAsync();

        Assert.Equal("deleted x", await _watched.NextAsync());
        Assert.Equal("no luck", Assert.Single(host.Log.Errors).Exception?.Message);
        Assert.True(_time.GetUtcNow() - _time.Start >= TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task A_message_that_fails_too_often_goes_to_the_poison_queue()
    {
        _probe.Body = (_, _) => throw new InvalidOperationException("never");
        await SendAsync("x");
        await using var host = await StartAsync(Settings(OneAtATime + ", \"maxDequeueCount\": 3"));

        Assert.Equal("hidden x for 00:00:00", await _watched.NextAsync());
        await PassUntilRunAsync(runs: 3);
        Assert.Equal("hidden x for 00:00:00", await _watched.NextAsync());
        Assert.Equal("poisoned x", await _watched.NextAsync());
        await host.StopAsync();

        Assert.False(_probe.HasRunUnseen);
        Assert.Equal("x", await PoisonedAsync());
    }

    [Fact]
    public async Task A_message_that_took_the_process_down_each_time_is_not_tried_once_more()
    {
        await SendAsync("x");
        for (var crash = 0; crash < 5; crash++)
        {
            await _queues.Open(SampleQueue.Name).ReceiveAsync(1, TimeSpan.Zero, None);
        }

        await using var host = await StartAsync();

        Assert.Equal("poisoned x", await _watched.NextAsync());
        Assert.False(_probe.HasRunUnseen);
    }

    [Fact]
    public async Task A_message_stays_held_as_long_as_its_function_runs()
    {
        var release = new TaskCompletionSource();
        _probe.Body = (_, _) => release.Task;
        await SendAsync("x");
        await using var host = await StartAsync();

        for (var i = 0; i < 3; i++)
        {
            await _time.PassAsync(HalfHeld);
            Assert.Equal("hidden x for 00:10:00", await _watched.NextAsync());
        }

        Assert.Empty(await _queues.Open(SampleQueue.Name).ReceiveAsync(1, TimeSpan.Zero, None));
        release.SetResult();
        Assert.Equal("deleted x", await _watched.NextAsync());
    }

    [Fact]
    public async Task A_renewal_that_fails_is_tried_again_before_the_message_is_let_go()
    {
        var release = new TaskCompletionSource();
        _probe.Body = (_, _) => release.Task;
        _watched.FailingHides = 2;
        await SendAsync("x");
        await using var host = await StartAsync();

        await _time.PassAsync(HalfHeld);
        await _time.PassAsync(TimeSpan.FromMinutes(1));
        await _time.PassAsync(TimeSpan.FromMinutes(1));

        Assert.Equal("hidden x for 00:10:00", await _watched.NextAsync());
        release.SetResult();
        Assert.Equal("deleted x", await _watched.NextAsync());
    }

    [Fact]
    public async Task A_message_that_another_consumer_took_over_is_left_to_it()
    {
        var release = new TaskCompletionSource();
        _probe.Body = (_, _) => release.Task;
        _watched.FailingHides = int.MaxValue;
        await SendAsync("x");
        await using var host = await StartAsync(Settings(OneAtATime));
        await _time.PassAsync(HalfHeld);
        for (var minute = 5; minute < 10; minute++)
        {
            await _time.PassAsync(TimeSpan.FromMinutes(1));
        }

        await _time.BegunAsync(TimeSpan.FromMinutes(1));
        var theirs = Assert.Single(await _queues.Open(SampleQueue.Name).ReceiveAsync(1, TimeSpan.FromHours(1), None));
        _watched.FailingHides = 0;
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal("lost x", await _watched.NextAsync());
        release.SetResult();
        await host.StopAsync();

        Assert.True(await _queues.Open(SampleQueue.Name).DeleteAsync(theirs, None));
        Assert.Empty(host.Log.Errors);
    }

    [Fact]
    public async Task A_queue_out_of_reach_is_looked_into_again()
    {
        var failures = 2;
        _watched.BeforeReceive = () =>
            failures-- > 0
                ? throw (
                    failures == 1
                        ? new StorageUnavailableException("Out of reach.", new IOException())
                        : new InvalidOperationException("The key is wrong.")
                )
                : Task.CompletedTask;
        await SendAsync("x");
        await using var host = await StartAsync();

        await _time.PassAsync(TimeSpan.FromMilliseconds(100));
        await _time.PassAsync(TimeSpan.FromMilliseconds(200));

        Assert.Equal("x", await _probe.NextRunAsync());
        Assert.Equal("The key is wrong.", Assert.Single(host.Log.Errors).Exception?.Message);
    }

    /// <summary>Lets one pause of the idle poller after the other pass until the function has run so often.</summary>
    private async Task PassUntilRunAsync(int runs = 1)
    {
        var run = RunsAsync(runs);
        while (!run.IsCompleted)
        {
            var pause = _time.NextPauseAsync();
            if (await Task.WhenAny(run, pause) == pause && await pause < HalfHeld)
            {
                _time.Advance(await pause);
            }
        }

        await run;
    }

    private async Task<string> PoisonedAsync()
    {
        var messages = await _queues.Open(PoisonQueue.Of(SampleQueue.Name)).ReceiveAsync(1, HalfHeld, None);
        return Assert.Single(messages).Body.ToString();
    }
}
