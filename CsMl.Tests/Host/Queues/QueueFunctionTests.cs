using System.Net;
using System.Text;
using System.Text.Json;
using CsMl.Local.Host;
using CsMl.Local.Host.Queues;
using CsMl.Local.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace CsMl.Tests.Host.Queues;

public sealed partial class QueueFunctionTests : IDisposable
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
}
