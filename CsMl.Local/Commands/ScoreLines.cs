using System.Collections.Concurrent;

namespace CsMl.Local.Commands;

/// <summary>
/// Predicts every account of a stream of JSON lines and writes one prediction a line, in the same order. A bad line
/// is told and passed over: one broken record should not cost a portfolio its night.
/// </summary>
internal static class ScoreLines
{
    /// <param name="told">Hears what is wrong with a line, in order of the lines.</param>
    /// <param name="progress">Hears how many bytes of the input are done with.</param>
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
