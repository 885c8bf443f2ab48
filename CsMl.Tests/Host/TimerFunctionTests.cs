using CsMl.Local.Host;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace CsMl.Tests.Host;

public sealed class TimerFunctionTests : IDisposable
{
    private const string TwoOClock = "0 0 2 * * *";

    // A Monday, an hour before the timer is due.
    private static readonly DateTimeOffset OneOClock = new(2026, 3, 2, 1, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _time = new(OneOClock);
    private readonly TimerProbe _probe = new();
    private readonly TestDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    private FunctionHostOptions Options => HostOptions.In(_directory, typeof(SampleTimer));

    private Task<RunningHost> StartAsync(FunctionHostOptions options, string schedule = TwoOClock) =>
        RunningHost.StartAsync(
            options,
            services => services.AddSingleton<TimeProvider>(_time).AddSingleton(_probe),
            ("Sample:Schedule", schedule)
        );

    private Task<RunningHost> StartAsync(string schedule = TwoOClock) => StartAsync(Options, schedule);

    private static DateTime At(int day, int hour, int minute = 0) =>
        new(2026, 3, day, hour, minute, 0, DateTimeKind.Utc);

    [Theory]
    [InlineData(TwoOClock)]
    [InlineData("0 2 * * *")]
    public async Task It_runs_when_due_day_after_day_and_knows_its_schedule(string schedule)
    {
        await using var host = await StartAsync(schedule);

        _time.Advance(TimeSpan.FromHours(1));
        var first = await _probe.NextRunAsync();
        Assert.False(first.IsPastDue);
        Assert.Equal(default, first.ScheduleStatus!.Last);
        Assert.Equal(At(2, 2), first.ScheduleStatus.Next);

        _time.Advance(TimeSpan.FromDays(1));
        var second = await _probe.NextRunAsync();
        Assert.False(second.IsPastDue);
        Assert.Equal(At(2, 2), second.ScheduleStatus!.Last);
        Assert.Equal(At(3, 2), second.ScheduleStatus.Next);
        Assert.Equal(DateTimeKind.Utc, second.ScheduleStatus.Next.Kind);
    }

    [Fact]
    public async Task It_does_not_run_before_it_is_due()
    {
        await using var host = await StartAsync();

        _time.Advance(TimeSpan.FromMinutes(59));
        await host.StopAsync();

        Assert.False(_probe.HasRunUnseen);
    }

    [Fact]
    public async Task An_occurrence_missed_while_the_host_was_down_is_made_up_for_once()
    {
        await (await StartAsync()).DisposeAsync();
        _time.Advance(TimeSpan.FromDays(3));

        await using (var host = await StartAsync())
        {
            var run = await _probe.NextRunAsync();
            Assert.True(run.IsPastDue);
            Assert.Equal(At(2, 2), run.ScheduleStatus!.Next);

            // Three were missed; the next run is tomorrow's own.
            _time.Advance(TimeSpan.FromHours(1));
            run = await _probe.NextRunAsync();
            Assert.False(run.IsPastDue);
            Assert.Equal(At(5, 2), run.ScheduleStatus!.Next);
            await host.StopAsync();
        }

        Assert.False(_probe.HasRunUnseen);
    }

    [Fact]
    public async Task A_restart_after_a_run_misses_nothing_and_repeats_nothing()
    {
        await using (var host = await StartAsync())
        {
            _time.Advance(TimeSpan.FromHours(1));
            await _probe.NextRunAsync();
            await host.StopAsync();
        }

        await using (var host = await StartAsync())
        {
            _time.Advance(TimeSpan.FromHours(23));
            await host.StopAsync();
        }

        Assert.False(_probe.HasRunUnseen);
    }

    [Fact]
    public async Task A_run_that_the_stop_cut_short_is_made_up_for_at_the_next_start()
    {
        _probe.Body = cancellation => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellation);
        await using (var host = await StartAsync())
        {
            _time.Advance(TimeSpan.FromHours(2));
            await _probe.NextRunAsync();
            await host.StopAsync();
        }

        _probe.Body = _ => Task.CompletedTask;
        await using var restarted = await StartAsync();
        Assert.True((await _probe.NextRunAsync()).IsPastDue);
    }

    [Fact]
    public async Task A_schedule_that_was_changed_forgets_what_the_old_one_missed()
    {
        await (await StartAsync()).DisposeAsync();
        _time.Advance(TimeSpan.FromDays(3));

        await using (var host = await StartAsync("0 30 4 * * *"))
        {
            _time.Advance(TimeSpan.FromHours(3.5));
            var run = await _probe.NextRunAsync();
            Assert.False(run.IsPastDue);
            Assert.Equal(At(5, 4, 30), run.ScheduleStatus!.Next);
            await host.StopAsync();
        }

        Assert.False(_probe.HasRunUnseen);
    }

    [Fact]
    public async Task State_that_cannot_be_read_begins_anew()
    {
        var file = _directory.Write("timers/SampleTimer.json", "{ half");

        await using var host = await StartAsync();

        _time.Advance(TimeSpan.FromHours(1));
        Assert.False((await _probe.NextRunAsync()).IsPastDue);
        await host.StopAsync();
        Assert.Contains("2026-03-03T02:00:00Z", await File.ReadAllTextAsync(file), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_the_monitor_nothing_is_kept_and_nothing_made_up_for()
    {
        var options = HostOptions.In(_directory, typeof(ForgetfulTimer));
        await (await StartAsync(options)).DisposeAsync();
        _time.Advance(TimeSpan.FromDays(3));

        await using var host = await StartAsync(options);

        _time.Advance(TimeSpan.FromHours(1));
        var run = await _probe.NextRunAsync();
        Assert.False(run.IsPastDue);
        Assert.Null(run.ScheduleStatus);
        Assert.False(Directory.Exists(_directory.Path));
    }

    [Fact]
    public async Task A_schedule_denser_than_a_minute_is_not_monitored()
    {
        await using var host = await StartAsync("*/10 * * * * *");

        _time.Advance(TimeSpan.FromSeconds(10));

        Assert.Null((await _probe.NextRunAsync()).ScheduleStatus);
        Assert.False(Directory.Exists(_directory.Path));
    }

    [Fact]
    public async Task It_runs_at_the_start_where_it_says_so()
    {
        await using var host = await StartAsync(HostOptions.In(_directory, typeof(EagerTimer)));

        Assert.False((await _probe.NextRunAsync()).IsPastDue);
        _time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(At(2, 1), (await _probe.NextRunAsync()).ScheduleStatus!.Last);
    }

    [Fact]
    public async Task A_run_that_fails_is_logged_and_the_schedule_goes_on()
    {
        _probe.Body = _ => throw new InvalidOperationException("no luck tonight");
        await using var host = await StartAsync();

        _time.Advance(TimeSpan.FromHours(1));
        await _probe.NextRunAsync();
        _time.Advance(TimeSpan.FromDays(1));
        await _probe.NextRunAsync();
        await host.StopAsync();

        Assert.Equal(2, host.Log.Errors.Count);
        Assert.All(host.Log.Errors, error => Assert.Equal("no luck tonight", error.Exception?.Message));
    }

    [Fact]
    public async Task Runs_of_one_timer_never_overlap_and_what_fell_due_meanwhile_runs_once_after()
    {
        var release = new TaskCompletionSource();
        _probe.Body = _ => release.Task;
        await using var host = await StartAsync("0 * * * * *");

        _time.Advance(TimeSpan.FromMinutes(1));
        await _probe.NextRunAsync();
        _time.Advance(TimeSpan.FromMinutes(5));
        var body = new StringContent("{}", System.Text.Encoding.UTF8, "application/json");
        await host.Client.PostAsync("/admin/functions/SampleTimer", body);
        Assert.False(_probe.HasRunUnseen);
        release.SetResult();

        // The one that fell due, and the one that was asked for.
        await _probe.NextRunAsync();
        await _probe.NextRunAsync();
        await host.StopAsync();
        Assert.False(_probe.HasRunUnseen);
        Assert.Equal(1, _probe.MostAtOnce);
    }

    [Fact]
    public async Task The_stop_tells_a_run_and_waits_for_it()
    {
        var (told, release) = (new TaskCompletionSource(), new TaskCompletionSource());
        _probe.Body = async cancellation =>
        {
            await using var registration = cancellation.Register(told.SetResult);
            await release.Task;
        };
        await using var host = await StartAsync();
        _time.Advance(TimeSpan.FromHours(1));
        await _probe.NextRunAsync();

        var stopping = host.StopAsync();
        await told.Task.WaitAsync(HangGuard.Limit);
        Assert.False(stopping.IsCompleted);
        release.SetResult();

        await stopping.WaitAsync(HangGuard.Limit);
    }

    [Fact]
    public async Task A_run_that_does_not_end_is_abandoned_after_the_shutdown_time_out()
    {
        _probe.Body = _ => new TaskCompletionSource().Task;
        await using var host = await StartAsync(Options with { ShutdownTimeout = TimeSpan.FromMilliseconds(1) });
        _time.Advance(TimeSpan.FromHours(1));
        await _probe.NextRunAsync();

        await host.StopAsync().WaitAsync(HangGuard.Limit);
    }

    [Fact]
    public void A_missing_setting_is_named_before_the_start()
    {
        var e = Assert.Throws<HostCannotStartException>(() => FunctionHost.Build(Options, _ => { }));

        Assert.Contains("Sample:Schedule", e.Message, StringComparison.Ordinal);
        Assert.Contains("SampleTimer", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("every night")]
    [InlineData("61 * * * * *")]
    [InlineData("* * * *")]
    public async Task A_schedule_that_is_none_is_shown_before_the_start(string schedule)
    {
        var e = await Assert.ThrowsAsync<HostCannotStartException>(() => StartAsync(schedule));

        Assert.Contains($"\"{schedule}\"", e.Message, StringComparison.Ordinal);
        Assert.Contains("Sample:Schedule", e.Message, StringComparison.Ordinal);
    }
}
