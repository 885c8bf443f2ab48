using System.Threading.Channels;

namespace CsMl.Local.Commands;

/// <summary>
/// Processes a stream of lines on all cores and returns the results in the order of the lines. The number of waiting
/// blocks is bounded: a slow consumer slows down reading, and memory use stays constant.
/// </summary>
internal static class LinePipeline
{
    /// <param name="work">Called for several blocks concurrently; the block is returned to the pool afterwards.</param>
    /// <param name="finish">Called for one result at a time, in order.</param>
    public static async Task RunAsync<T>(
        Stream input,
        Func<LineBlock, T> work,
        Func<T, ValueTask> finish,
        CancellationToken cancel
    )
    {
        // Each entry is a block in progress, so this limit is also the number of cores used.
        var atWork = Channel.CreateBounded<Task<T>>(Environment.ProcessorCount);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var reading = Task.Run(() => ReadAsync(input, work, atWork.Writer, stop.Token), CancellationToken.None);
        try
        {
            await foreach (var result in atWork.Reader.ReadAllAsync(cancel))
            {
                await finish(await result);
            }
        }
        finally
        {
            // Not awaited: a read from a terminal or a pipe is cancelled only after the next input.
            await stop.CancelAsync();
        }

        await reading;
    }

    private static async Task ReadAsync<T>(
        Stream input,
        Func<LineBlock, T> work,
        ChannelWriter<Task<T>> atWork,
        CancellationToken cancel
    )
    {
        try
        {
            await foreach (var block in ReadBlocks.From(input, cancel))
            {
                await atWork.WriteAsync(Task.Run(() => Done(block), CancellationToken.None), cancel);
            }

            atWork.Complete();
        }
        catch (Exception e)
        {
            // The consumer reports the error: its next read throws this exception.
            atWork.TryComplete(e);
        }

        T Done(LineBlock block)
        {
            using (block)
            {
                return work(block);
            }
        }
    }
}
