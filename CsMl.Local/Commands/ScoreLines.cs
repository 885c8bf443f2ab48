using System.Collections.Concurrent;

namespace CsMl.Local.Commands;

/// <summary>
/// Predicts every account of a stream of JSON lines and writes one prediction per line, in the same order. An invalid
/// line is reported and skipped, so that one broken record does not stop the whole file.
/// </summary>
internal static class ScoreLines
{
    /// <param name="told">Receives the errors in the order of the lines.</param>
    /// <param name="progress">Receives the number of input bytes processed.</param>
    public static async Task<ScoreTally> RunAsync(
        Stream input,
        Stream output,
        ScoreTerms terms,
        Action<string> told,
        Action<ScoreTally>? progress,
        CancellationToken cancel
    )
    {
        var idle = new ConcurrentBag<ScoredBlock>();
        var tally = new ScoreTally();

        await LinePipeline.RunAsync(input, Score, WriteAsync, cancel);
        await output.FlushAsync(cancel);
        foreach (var scored in idle)
        {
            scored.Dispose();
        }

        return tally;

        ScoredBlock Score(LineBlock block)
        {
            var scored = idle.TryTake(out var used) ? used : new ScoredBlock(terms);
            scored.Begin(block);
            AccountLines.Read(block, scored);
            return scored;
        }

        async ValueTask WriteAsync(ScoredBlock scored)
        {
            scored.Complaints.ForEach(told);
            await output.WriteAsync(scored.Output, cancel);
            tally = tally.Plus(scored);
            idle.Add(scored);
            progress?.Invoke(tally);
        }
    }
}
