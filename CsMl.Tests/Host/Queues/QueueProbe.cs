using System.Threading.Channels;

namespace CsMl.Tests.Host.Queues;

/// <summary>What a test sees and steers of a queue function.</summary>
public sealed class QueueProbe
{
    private readonly Channel<string> _runs = Channel.CreateUnbounded<string>();
    private int _inside;

    /// <summary>What the function does, once the test has heard of the run.</summary>
    public Func<string, CancellationToken, Task> Body { get; set; } = (_, _) => Task.CompletedTask;

    public bool HasRunUnseen => _runs.Reader.TryPeek(out _);

    public int Inside => Volatile.Read(ref _inside);

    public Task<string> NextRunAsync() => _runs.Reader.ReadAsync().AsTask().WaitAsync(HangGuard.Limit);

    public async Task RunAsync(string text, CancellationToken cancellation)
    {
        Interlocked.Increment(ref _inside);
        _runs.Writer.TryWrite(text);
        try
        {
            await Body(text, cancellation);
        }
        finally
        {
            Interlocked.Decrement(ref _inside);
        }
    }
}
