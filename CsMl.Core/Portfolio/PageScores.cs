using CsMl.Core.Predictions;
using CsMl.Core.Storage;

namespace CsMl.Core.Portfolio;

/// <summary>What comes of a page whose accounts are predicted side by side, and what of it is to be saved next.</summary>
/// <param name="savedAtOnce">How many predictions are saved together.</param>
internal sealed class PageScores(int savedAtOnce)
{
    private readonly Lock changes = new();
    private readonly List<RunFailure> failures = [];
    private readonly HashSet<string> seen = new(StringComparer.Ordinal);
    private PageOutcome outcome = new(0, 0, [], RunCost.None);
    private List<(MadePrediction Made, LatestPrediction? Before)> unsaved = new(savedAtOnce);

    public PageOutcome Outcome => outcome with { Failures = failures };

    /// <summary>Something was predicted now.</summary>
    public bool HasNew { get; private set; }

    /// <summary>Some accounts were left for later.</summary>
    public bool HasLeft { get; private set; }

    /// <returns>Those that are to be saved now, most often none.</returns>
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

    /// <summary>One that the run has scored before.</summary>
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

    /// <summary>The account is in the index, and this page sees to it.</summary>
    public void See(string accountId)
    {
        lock (changes)
        {
            seen.Add(accountId);
        }
    }

    /// <summary>Counts those of the plan that are in the index no longer, as far as the run has not scored them before.</summary>
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
