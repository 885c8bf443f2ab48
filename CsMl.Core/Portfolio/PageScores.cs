using CsMl.Core.Predictions;
using CsMl.Core.Storage;

namespace CsMl.Core.Portfolio;

/// <summary>
/// Collects the results of a page whose accounts are predicted in parallel, and the predictions that are not saved yet.
/// </summary>
/// <param name="savedAtOnce">The number of predictions saved together.</param>
internal sealed class PageScores(int savedAtOnce)
{
    private readonly Lock changes = new();
    private readonly List<RunFailure> failures = [];
    private readonly HashSet<string> seen = new(StringComparer.Ordinal);
    private PageOutcome outcome = new(0, 0, [], RunCost.None);
    private List<(MadePrediction Made, LatestPrediction? Before)> unsaved = new(savedAtOnce);

    public PageOutcome Outcome => outcome with { Failures = failures };

    /// <summary>True if this call made a prediction.</summary>
    public bool HasNew { get; private set; }

    /// <summary>True if some accounts were left for a later message.</summary>
    public bool HasLeft { get; private set; }

    /// <returns>The predictions to save now; usually empty.</returns>
    public IReadOnlyList<(MadePrediction Made, LatestPrediction? Before)> Add(
        MadePrediction made,
        LatestPrediction? before
    )
    {
        lock (changes)
        {
            HasNew = true;
            outcome = outcome.Plus(made.Prediction);
            unsaved.Add((made, before));
            return unsaved.Count < savedAtOnce ? [] : Take();
        }
    }

    /// <summary>Adds a prediction that an earlier try of this page made.</summary>
    public void AddScored(Prediction prediction)
    {
        lock (changes)
        {
            outcome = outcome.Plus(prediction);
        }
    }

    public void AddCached()
    {
        lock (changes)
        {
            outcome = outcome with { Cached = outcome.Cached + 1 };
        }
    }

    /// <summary>Notes that the account is still in the index.</summary>
    public void See(string accountId)
    {
        lock (changes)
        {
            seen.Add(accountId);
        }
    }

    /// <summary>
    /// Counts the planned accounts that are no longer in the index: as scored if the run scored them before, otherwise
    /// as skipped.
    /// </summary>
    public void AddRemoved(IEnumerable<string> planned, Func<string, Prediction?> scoredBefore)
    {
        foreach (var id in planned)
        {
            if (seen.Contains(id))
            {
                continue;
            }

            if (scoredBefore(id) is { } prediction)
            {
                AddScored(prediction);
            }
            else
            {
                outcome = outcome with { Skipped = outcome.Skipped + 1 };
            }
        }
    }

    public void Fail(string accountId, string reason)
    {
        lock (changes)
        {
            seen.Add(accountId);
            failures.Add(new RunFailure(accountId, reason));
        }
    }

    public void Leave()
    {
        lock (changes)
        {
            HasLeft = true;
        }
    }

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
