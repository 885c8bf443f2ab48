namespace CsMl.Core.Storage;

/// <summary>Does work that others have to know is being done.</summary>
internal static class BeatWhile
{
    /// <param name="beat">Called after every interval until the work ends; it does not throw.</param>
    /// <returns>What the work returns, once the last beat is over.</returns>
    public static async Task<T> RunAsync<T>(TimeSpan interval, TimeProvider time, Func<Task> beat, Func<Task<T>> work)
    {
        using var ended = new CancellationTokenSource();
        var beating = BeatUntilAsync(interval, time, beat, ended.Token);
        try
        {
            return await work();
        }
        finally
        {
            await ended.CancelAsync();
            await beating;
        }
    }

    private static async Task BeatUntilAsync(
        TimeSpan interval,
        TimeProvider time,
        Func<Task> beat,
        CancellationToken ended
    )
    {
        while (true)
        {
            await Task.Delay(interval, time, ended).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (ended.IsCancellationRequested)
            {
                return;
            }

            await beat();
        }
    }
}
