using CsMl.Core.Outcomes;
using CsMl.Core.Predictions;
using CsMl.Core.Predictions.Settlements;

namespace CsMl.Core.Portfolio;

/// <summary>
/// How the tenant's predictions of churn turned out, in so few figures that a person takes them in at a glance.
/// </summary>
/// <param name="Settled">Predictions of churn whose outcome is known and whose window has closed.</param>
/// <param name="High">Of these, the ones at high risk.</param>
/// <param name="Critical">Of these, the ones at critical risk.</param>
public sealed record TrackRecord(int Settled, TrackedBand High, TrackedBand Critical)
{
    /// <summary>
    /// The most predictions that are read for it. Accounts are spread over the buckets by a hash, so that what is read of
    /// a larger portfolio is no particular part of it.
    /// </summary>
    internal const int MostRead = 100_000;

    /// <summary>Fewer outcomes than <see cref="Metric.Enough"/> would tell of chance alone.</summary>
    public bool IsEnough => Settled >= Metric.Enough;

    /// <summary>
    /// The band to tell of: high risk where it has outcomes enough, or else the one with more; null if there is no outcome
    /// in either.
    /// </summary>
    public TrackedBand? Telling =>
        High.Count >= Metric.EnoughOfRare || (High.Count > 0 && High.Count >= Critical.Count) ? High
        : Critical.Count > 0 ? Critical
        : null;

    /// <param name="scale">The tenant's thresholds now.</param>
    internal static async Task<TrackRecord> OfAsync(
        IAsyncEnumerable<CountedPrediction> counted,
        RiskScale scale,
        DateTimeOffset now
    )
    {
        var none = new TrackedBand(scale.High, scale.Critical, 0, 0);
        var (settled, high, critical) = (0, none, none with { From = scale.Critical, To = 1 });
        await foreach (var prediction in counted.Take(MostRead))
        {
            if (
                prediction is not { Type: PredictionType.Churn, Settlement.Happened: var left }
                || !prediction.IsClosed(now)
            )
            {
                continue;
            }

            settled++;
            switch (scale.CategoryOf(prediction.Probability))
            {
                case RiskCategory.High:
                    high = Plus(high, left);
                    break;
                case RiskCategory.Critical:
                    critical = Plus(critical, left);
                    break;
            }
        }

        return new TrackRecord(settled, high, critical);
    }

    private static TrackedBand Plus(TrackedBand band, bool left) =>
        band with
        {
            Count = band.Count + 1,
            Left = band.Left + (left ? 1 : 0),
        };
}
