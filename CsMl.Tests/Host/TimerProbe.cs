using System.Threading.Channels;
using Microsoft.Azure.Functions.Worker;

namespace CsMl.Tests.Host;

/// <summary>What a test sees and steers of a timer function.</summary>
public sealed class TimerProbe
{
    private readonly Channel<TimerInfo> _runs = Channel.CreateUnbounded<TimerInfo>();
    private int _inside;

    /// <summary>What the function does, once the test has heard of the run.</summary>
    public Func<CancellationToken, Task> Body { get; set; } = _ => Task.CompletedTask;

    public int MostAtOnce { get; private set; }

    public bool HasRunUnseen => _runs.Reader.TryPeek(out _);

    public Task<TimerInfo> NextRunAsync() => _runs.Reader.ReadAsync().AsTask().WaitAsync(HangGuard.Limit);

    public async Task RunAsync(TimerInfo timer, CancellationToken cancellation)
    {
        MostAtOnce = Math.Max(MostAtOnce, Interlocked.Increment(ref _inside));
        _runs.Writer.TryWrite(timer);
        try
        {
            await Body(cancellation);
        }
        finally
        {
            Interlocked.Decrement(ref _inside);
        }
    }
}
