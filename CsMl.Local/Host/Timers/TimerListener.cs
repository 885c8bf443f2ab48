using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CsMl.Local.Host.Timers;

/// <summary>
/// Follows the schedule of one timer function: waits, runs it, advances the schedule. Only one run is in progress at a
/// time, whether scheduled or requested. A failed run is logged and the schedule continues.
/// </summary>
internal sealed partial class TimerListener(
    Function function,
    TimerBinding binding,
    TimerSchedule schedule,
    ScheduleFile file,
    IServiceScopeFactory scopes,
    TimeProvider time,
    ILogger logger
) : IDisposable
{
    // Timers stop while the machine sleeps and ignore changes of the clock, so the time is checked again regularly.
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    private readonly SemaphoreSlim _oneAtATime = new(1, 1);
    private bool _monitored;
    private ScheduleStatus _status = new();
    private Task _following = Task.CompletedTask;

    public string FunctionName => function.Name;

    /// <summary>
    /// Resumes the schedule and follows it in the background until <paramref name="stopping"/> is cancelled.
    /// </summary>
    public void Start(CancellationToken stopping)
    {
        var now = Now();
        _monitored = binding.UseMonitor && schedule.IsWorthMonitoring(now);
        _status = _monitored ? TakeUp(now) : ScheduleState.New(schedule, now);
        var isPastDue = ScheduleState.IsPastDue(_status, now);
        Log.Next(logger, FunctionName, isPastDue ? now : _status.Next);
        _following = Task.Run(() => FollowAsync(isPastDue, stopping), CancellationToken.None);
    }

    /// <summary>Runs the function without changing its schedule.</summary>
    public async Task RunNowAsync(CancellationToken stopping)
    {
        try
        {
            await RunAsync(isPastDue: false, stopping);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            Log.CutShort(logger, FunctionName);
        }
    }

    /// <summary>Completes when the schedule is no longer followed and no run is in progress.</summary>
    public async Task WhenStoppedAsync()
    {
        await _following;
        await _oneAtATime.WaitAsync();
        _oneAtATime.Release();
    }

    public void Dispose() => _oneAtATime.Dispose();

    private ScheduleStatus TakeUp(DateTime now)
    {
        var stored = file.Read();
        var status = stored is null ? ScheduleState.New(schedule, now) : ScheduleState.Resume(stored, schedule, now);
        if (!ReferenceEquals(status, stored))
        {
            // Written even before the first run, so that a missed first run is also detected.
            file.Write(status);
        }

        return status;
    }

    private async Task FollowAsync(bool isPastDue, CancellationToken stopping)
    {
        try
        {
            if (isPastDue || binding.RunOnStartup)
            {
                await OccurAsync(isPastDue, stopping);
            }

            while (true)
            {
                await WaitUntilDueAsync(stopping);
                await OccurAsync(isPastDue: false, stopping);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // A run that was cancelled by the stop has not advanced the schedule: at the next start it is past due.
            Log.Stopped(logger, FunctionName);
        }
    }

    private async Task WaitUntilDueAsync(CancellationToken stopping)
    {
        stopping.ThrowIfCancellationRequested();
        while (_status.Next - Now() is var wait && wait > TimeSpan.Zero)
        {
            var pause = Task.Delay(wait < LongestWait ? wait : LongestWait, time, stopping);
            // Checked again now that the timer is running, because the clock may have changed before.
            if (Now() < _status.Next)
            {
                await pause;
            }
        }
    }

    private async Task OccurAsync(bool isPastDue, CancellationToken stopping)
    {
        var begun = Now();
        await RunAsync(isPastDue, stopping);
        _status = ScheduleState.After(schedule, begun);
        if (_monitored)
        {
            file.Write(_status);
        }
    }

    private async Task RunAsync(bool isPastDue, CancellationToken stopping)
    {
        await _oneAtATime.WaitAsync(stopping);
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var info = new TimerInfo { IsPastDue = isPastDue, ScheduleStatus = _monitored ? _status : null };
            await function.Call(scope.ServiceProvider, info, stopping);
        }
        catch (Exception e) when (e is not OperationCanceledException || !stopping.IsCancellationRequested)
        {
            Log.Failed(logger, FunctionName, e);
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    private DateTime Now() => time.GetUtcNow().UtcDateTime;

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Debug, "Timer {Function} is due next at {Next:o}")]
        public static partial void Next(ILogger logger, string function, DateTime next);

        [LoggerMessage(2, LogLevel.Error, "Timer {Function} failed; its schedule goes on")]
        public static partial void Failed(ILogger logger, string function, Exception exception);

        [LoggerMessage(3, LogLevel.Debug, "Timer {Function} is stopped")]
        public static partial void Stopped(ILogger logger, string function);

        [LoggerMessage(
            4,
            LogLevel.Warning,
            "Timer {Function}, asked for through the admin call, was cut short by the host's stop"
        )]
        public static partial void CutShort(ILogger logger, string function);
    }
}
