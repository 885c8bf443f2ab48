using CsMl.Core.Predictions;
using CsMl.Core.Storage;

namespace CsMl.Core.Portfolio;

/// <summary>
/// Collects the results of a page whose accounts are predicted in parallel, and the predictions that are not saved yet.
/// </summary>
/// <param name="savedAtOnce">The number of predictions saved together.</param>
internal sealed class PageScores(int savedAtOnce)
{
    private readonly Lock _changes = new();
    private readonly List<RunFailure> _failures = [];
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Prediction> _scored = new(StringComparer.Ordinal);
    private readonly HashSet<string> _cached = new(StringComparer.Ordinal);
    private int _notScored;
    private int _skipped;
    private List<(MadePrediction Made, LatestPrediction? Before)> _unsaved = new(savedAtOnce);

    public PageOutcome Outcome =>
        _scored.Values.Aggregate(
            new PageOutcome(0, _cached.Count, _failures, RunCost.None) { NotScored = _notScored, Skipped = _skipped },
            static (sum, prediction) => sum.Plus(prediction)
        );

    /// <summary>True if this call made a prediction.</summary>
    public bool HasNew { get; private set; }

    /// <summary>True if some accounts were left for a later message.</summary>
    public bool HasLeft { get; private set; }

    public void Add(MadePrediction made, LatestPrediction? before)
    {
        lock (_changes)
        {
            HasNew = true;
            _scored[made.Prediction.AccountId] = made.Prediction;
            _unsaved.Add((made, before));
        }
    }

    /// <summary>Adds a prediction that an earlier try of this page made.</summary>
    public void AddScored(Prediction prediction)
    {
        lock (_changes)
        {
            _scored[prediction.AccountId] = prediction;
        }
    }

    public void AddCached(string accountId)
    {
        lock (_changes)
        {
            _cached.Add(accountId);
        }
    }

    public void AddNotScored()
    {
        lock (_changes)
        {
            _notScored++;
        }
    }

    /// <summary>Notes that the account is still in the index.</summary>
    public void See(string accountId)
    {
        lock (_changes)
        {
            _seen.Add(accountId);
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
            if (_seen.Contains(id))
            {
                continue;
            }

            if (scoredBefore(id) is { } prediction)
            {
                AddScored(prediction);
            }
            else
            {
                _skipped++;
            }
        }
    }

    /// <summary>The account no longer counts as scored, if it did.</summary>
    public void Fail(string accountId, string reason)
    {
        lock (_changes)
        {
            _seen.Add(accountId);
            _scored.Remove(accountId);
            _cached.Remove(accountId);
            _failures.Add(new RunFailure(accountId, reason));
        }
    }

    public void Leave()
    {
        lock (_changes)
        {
            HasLeft = true;
        }
    }

    /// <summary>The predictions to save now; usually none.</summary>
    public IReadOnlyList<(MadePrediction Made, LatestPrediction? Before)> TakeFull()
    {
        lock (_changes)
        {
            return _unsaved.Count < savedAtOnce ? [] : Take();
        }
    }

    public IReadOnlyList<(MadePrediction Made, LatestPrediction? Before)> TakeRest()
    {
        lock (_changes)
        {
            return Take();
        }
    }

    private List<(MadePrediction Made, LatestPrediction? Before)> Take()
    {
        var taken = _unsaved;
        _unsaved = new(savedAtOnce);
        return taken;
    }
}
