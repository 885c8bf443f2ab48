using System.Threading.Channels;

namespace CsMl.Local.Commands;

/// <summary>
/// Works on a stream of lines with all cores and hands the results on in the order of the lines. What waits is
/// bounded: a slow consumer slows the reading, and memory stays flat.
/// </summary>
internal static class LinePipeline
{
    /// <param name="work">Called for many blocks at once; the block is given back when it returns.</param>
    /// <param name="finish">Called for one result at a time, in order.</param>
    public static async Task RunAsync<T>(
        Stream input,
        Func<LineBlock, T> work,
        Func<T, ValueTask> finish,
        CancellationToken cancel
    )
    {
        // Each entry is a block at work, so its bound is also that of the cores in use.
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
            // Not awaited: a read from a terminal or a pipe does not hear of it until something is typed.
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
            // The consumer is the one to tell: its next read throws this.
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
