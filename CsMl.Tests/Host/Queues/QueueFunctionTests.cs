using System.Net;
using System.Text;
using System.Text.Json;
using CsMl.Core.Storage;
using CsMl.Local.Host;
using CsMl.Local.Host.Queues;
using CsMl.Local.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace CsMl.Tests.Host.Queues;

public sealed class QueueFunctionTests : IDisposable
{
    // The host does not look for other messages while it runs one, so the clock may be moved as it likes.
    private const string OneAtATime = "\"batchSize\": 1";

    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly TimeSpan HalfHeld = TimeSpan.FromMinutes(5);

    private readonly WatchedTime _time = new();
    private readonly QueueProbe _probe = new();
    private readonly TestDirectory _directory = new();
    private readonly TemporaryFolder _folder = new();
    private readonly SqliteDatabase _database;
    private readonly SqliteQueues _queues;
    private readonly WatchedQueues _watched;

    public QueueFunctionTests()
    {
        _database = new SqliteDatabase(_folder.File("queues.db"));
        _queues = _database.Queues(_time);
        _watched = new WatchedQueues(_queues);
    }

    public void Dispose()
    {
        _database.Dispose();
        _folder.Dispose();
        _directory.Dispose();
    }

    [Fact]
    public async Task A_message_sets_the_function_off_and_is_gone_when_it_succeeds()
    {
        await SendAsync("page 1");

        await using var host = await StartAsync();

        Assert.Equal("page 1", await _probe.NextRunAsync());
        Assert.Equal("deleted page 1", await _watched.NextAsync());
    }

    [Fact]
    public async Task A_message_sent_to_an_idle_host_sets_the_function_off_with_no_time_passing()
    {
        await using var host = await StartAsync();
        await _time.NextPauseAsync();

        await SendAsync("page 1");

        Assert.Equal("page 1", await _probe.NextRunAsync());
    }

    [Fact]
    public async Task Like_Azure_a_message_waits_for_the_next_look_into_its_queue()
    {
        await using var host = await StartAsync(HostOptions.For(typeof(SampleQueue)) with { LikeAzure = true });
        Assert.Equal(TimeSpan.FromMilliseconds(100), await _time.NextPauseAsync());

        await SendAsync("page 1");
        _time.Advance(TimeSpan.FromMilliseconds(99));
        Assert.False(_probe.HasRunUnseen);

        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal("page 1", await _probe.NextRunAsync());
        Assert.Equal(TimeSpan.FromMinutes(10), QueueRun.HeldFor);
    }

    /// <summary>A run crosses three queues: with the real host's minute, a batch of five accounts took 65 seconds.</summary>
    [Fact]
    public void The_apps_own_queues_are_looked_into_every_two_seconds_and_few_pages_are_held_at_once()
    {
        var queues = HostJson.Read(Path.Combine(AppContext.BaseDirectory, "host.json")).Queues;

        Assert.Equal(TimeSpan.FromSeconds(2), queues.MaxPollingInterval);
        Assert.InRange(queues.BatchSize + queues.NewBatchThreshold, 2, 8);
        Assert.Equal(5, queues.MaxDequeueCount);
    }

    [Fact]
    public async Task The_function_may_ask_for_the_whole_message_and_the_name_stand_in_a_setting()
    {
        await SendAsync("page 1");

        await using var host = await StartAsync(
            HostOptions.For(typeof(NamedInASetting)),
            ("Sample:Queue", SampleQueue.Name)
        );

        Assert.Equal("page 1 of attempt 1", await _probe.NextRunAsync());
    }

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
    public async Task An_empty_queue_is_looked_into_ever_more_seldom_until_something_comes()
    {
        await using var host = await StartAsync(Settings("\"maxPollingInterval\": \"00:00:01\""));
        foreach (var pause in (int[])[100, 200, 400, 800, 1000, 1000])
        {
            await _time.PassAsync(TimeSpan.FromMilliseconds(pause));
        }

        await SendAsync("x");
        await _probe.NextRunAsync();

        await _time.PassAsync(TimeSpan.FromMilliseconds(100));
    }

    [Fact]
    public async Task A_batch_begins_at_once_and_the_next_when_few_are_left()
    {
        var release = new SemaphoreSlim(0);
        _probe.Body = (_, cancellation) => release.WaitAsync(cancellation);
        await SendAsync([.. Enumerable.Range(0, 12).Select(i => $"{i}")]);
        await using var host = await StartAsync(Settings("\"batchSize\": 4, \"newBatchThreshold\": 2"));
        await RunsAsync(4);

        release.Release();
        await _watched.NextAsync();
        Assert.False(_probe.HasRunUnseen);
        release.Release();
        await _watched.NextAsync();
        await RunsAsync(4);

        Assert.Equal(6, _probe.Inside);
        release.Release(10);
        await RunsAsync(4);
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
    public async Task The_admin_call_runs_the_function_with_the_input_for_a_message()
    {
        await using var host = await StartAsync();
        using var body = new StringContent("""{"input":"by hand"}""", Encoding.UTF8, "application/json");

        var response = await host.Client.PostAsync("/admin/functions/samplequeue", body);

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        Assert.Equal("by hand", await _probe.NextRunAsync());
        await host.StopAsync();
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

    [Fact]
    public async Task The_list_describes_a_queue_function()
    {
        await using var host = await StartAsync(
            HostOptions.For(typeof(NamedInASetting)),
            ("Sample:Queue", SampleQueue.Name)
        );

        using var list = JsonDocument.Parse(await host.Client.GetStringAsync("/admin/functions"));

        var binding = Assert.Single(list.RootElement.EnumerateArray()).GetProperty("config").GetProperty("bindings")[0];
        Assert.Equal("queueTrigger", binding.GetProperty("type").GetString());
        Assert.Equal("%Sample:Queue%", binding.GetProperty("queueName").GetString());
        Assert.Equal("AzureWebJobsStorage", binding.GetProperty("connection").GetString());
    }

    private Task<RunningHost> StartAsync() => StartAsync(HostOptions.For(typeof(SampleQueue)));

    private Task<RunningHost> StartAsync(FunctionHostOptions options, params (string, string)[] settings) =>
        RunningHost.StartAsync(
            options,
            services =>
                services.AddSingleton<TimeProvider>(_time).AddSingleton<IMessageQueues>(_watched).AddSingleton(_probe),
            settings
        );

    private FunctionHostOptions Settings(string queues) =>
        HostOptions.For(typeof(SampleQueue)) with
        {
            HostJsonPath = _directory.Write("host.json", $$"""{ "extensions": { "queues": { {{queues}} } } }"""),
        };

    private Task SendAsync(params string[] messages) => _queues.SendAsync(SampleQueue.Name, messages, None);

    private async Task RunsAsync(int count)
    {
        for (var i = 0; i < count; i++)
        {
            await _probe.NextRunAsync();
        }
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
