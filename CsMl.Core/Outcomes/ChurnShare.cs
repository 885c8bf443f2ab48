using CsMl.Core.Predictions.Settlements;

namespace CsMl.Core.Outcomes;

/// <param name="Rate">Churned divided by accounts, with its interval.</param>
public sealed record ChurnShare(int Accounts, int Churned, Metric Rate)
{
    internal static ChurnShare Of(IEnumerable<CountedPrediction> settled)
    {
        var (all, churned) = (0, 0);
        foreach (var p in settled)
        {
            all++;
            churned += p.Settlement!.Happened ? 1 : 0;
        }

        return new ChurnShare(
            all,
            churned,
            Metric.TooFew(all) is { } few ? Metric.None(few) : Metric.Share(churned, all, null)
        );
    }
}
