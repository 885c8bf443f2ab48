using Microsoft.Extensions.Time.Testing;

namespace CsMl.Tests.Crm.Platform;

/// <summary>
/// A clock that stands still and spares waiting: what is to happen in up to a minute, such as the next attempt of a call,
/// happens at once. Longer timers, such as time-outs, wait for the test.
/// </summary>
internal sealed class ImpatientTime() : FakeTimeProvider(Some.Now)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        dueTime >= TimeSpan.Zero && dueTime <= Patience
            ? System.CreateTimer(callback, state, TimeSpan.Zero, period)
            : base.CreateTimer(callback, state, dueTime, period);
}
