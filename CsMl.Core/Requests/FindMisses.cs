using CsMl.Core.Outcomes;
using CsMl.Core.Predictions;
using CsMl.Core.Predictions.Settlements;

namespace CsMl.Core.Requests;

/// <summary>
/// Finds the departures that were not foreseen in one pass over a tenant's counted predictions, the predictions of an
/// account one after the other, the newest first. Keeps a page of them and counts, whatever the number of predictions.
/// </summary>
/// <param name="high">A prediction of this probability or more foresaw the departure.</param>
/// <param name="after">Only departures after this place; null for all.</param>
/// <param name="limit">The most departures that are kept.</param>
internal sealed class FindMisses(double high, string? after, int limit, SilenceCounts silence, DateTimeOffset now)
{
    private static readonly Comparer<string> LastFirst = Comparer<string>.Create((a, b) => string.CompareOrdinal(b, a));

    /// <summary>The last place comes out first.</summary>
    private readonly PriorityQueue<MissedDeparture, string> _kept = new(LastFirst);
    private MissedDeparture? _departure;

    /// <summary>True if there are more than those that were kept.</summary>
    public bool IsMore { get; private set; }

    public void Add(CountedPrediction p)
    {
        if (p.Type != PredictionType.Churn || p.Settlement is not { } settlement)
        {
            return;
        }

        if (p.IsClosed(now))
        {
            silence.Add(p);
        }

        if (!settlement.Happened)
        {
            return;
        }

        var leftAt = settlement.OutcomeAt ?? p.Due;
        if (_departure is { } same && same.Prediction.AccountId == p.AccountId && same.LeftAt == leftAt)
        {
            _departure = same with { HighestProbability = Math.Max(same.HighestProbability, p.Probability) };
            return;
        }

        End();
        _departure = new MissedDeparture(p, leftAt, p.Probability);
    }

    /// <summary>The departures that were kept, the last first. No prediction may be added afterwards.</summary>
    public IReadOnlyList<MissedDeparture> Take()
    {
        End();
        var misses = new List<MissedDeparture>(_kept.Count);
        while (_kept.TryDequeue(out var miss, out _))
        {
            misses.Insert(0, miss);
        }

        return misses;
    }

    private void End()
    {
        if (
            _departure is { } miss
            && miss.HighestProbability < high
            && (after is null || string.CompareOrdinal(miss.Place, after) > 0)
        )
        {
            _kept.Enqueue(miss, miss.Place);
            if (_kept.Count > limit)
            {
                _kept.Dequeue();
                IsMore = true;
            }
        }

        _departure = null;
    }
}
