using CsMl.Core.Storage;

namespace CsMl.Core.Portfolio;

/// <summary>What comes of a page whose accounts are predicted side by side, and what of it is to be saved next.</summary>
/// <param name="outcome">What it came to before any of them.</param>
/// <param name="savedAtOnce">How many predictions are saved together.</param>
internal sealed class PageScores(PageOutcome outcome, int savedAtOnce)
{
    private readonly Lock changes = new();
    private readonly List<RunFailure> failures = [.. outcome.Failures];
    private PageOutcome outcome = outcome;
    private List<(MadePrediction Made, LatestPrediction? Before)> unsaved = new(savedAtOnce);
    private bool isWhole = true;

    /// <summary>Null where an account was left for later.</summary>
    public PageOutcome? Outcome => isWhole ? outcome with { Failures = failures } : null;

    /// <returns>Those that are to be saved now, most often none.</returns>
    public IReadOnlyList<(MadePrediction Made, LatestPrediction? Before)> Add(
        MadePrediction made,
        LatestPrediction? before
    )
    {
        lock (changes)
        {
            outcome = outcome.Plus(made.Prediction);
            unsaved.Add((made, before));
            return unsaved.Count < savedAtOnce ? [] : Take();
        }
    }

    public void Fail(string accountId, string reason)
    {
        lock (changes)
        {
            failures.Add(new RunFailure(accountId, reason));
        }
    }

    public void Leave() => Volatile.Write(ref isWhole, false);

    public IReadOnlyList<(MadePrediction Made, LatestPrediction? Before)> TakeRest()
    {
        lock (changes)
        {
            return Take();
        }
    }

    private List<(MadePrediction Made, LatestPrediction? Before)> Take()
    {
        var taken = unsaved;
        unsaved = new(savedAtOnce);
        return taken;
    }
}
