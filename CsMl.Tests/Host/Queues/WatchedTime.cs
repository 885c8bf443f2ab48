using System.Threading.Channels;
using Microsoft.Extensions.Time.Testing;

namespace CsMl.Tests.Host.Queues;

/// <summary>A clock in the test's hand that tells which pauses have begun, so that it is not moved before them.</summary>
internal sealed class WatchedTime() : FakeTimeProvider(new DateTimeOffset(2026, 3, 2, 1, 0, 0, TimeSpan.Zero))
{
    private readonly Channel<TimeSpan> _pauses = Channel.CreateUnbounded<TimeSpan>();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        _pauses.Writer.TryWrite(dueTime);
        return timer;
    }

    /// <summary>The next pause that someone begins.</summary>
    public Task<TimeSpan> NextPauseAsync() => _pauses.Reader.ReadAsync().AsTask().WaitAsync(HangGuard.Limit);

    /// <summary>Waits until someone begins a pause as long as this.</summary>
    public async Task BegunAsync(TimeSpan pause)
    {
        while (await NextPauseAsync() != pause)
        {
            // Another one's pause.
        }
    }

    /// <summary>Waits until someone begins a pause as long as this, then lets it pass.</summary>
    public async Task PassAsync(TimeSpan pause)
    {
        await BegunAsync(pause);
        Advance(pause);
    }
}
