using CsMl.Core.Predictions.Settlements;

namespace CsMl.Core.Outcomes;

/// <summary>How good the predictions for one segment of the accounts were, beside all others.</summary>
/// <param name="By">What the accounts are divided by: <c>revenue</c>, <c>tenure</c> or <c>type</c>.</param>
/// <param name="MeanProbability">Null if none is validated.</param>
/// <param name="Gap">
/// What happened less what was foretold (rate less mean probability), less the same of all other accounts, in shares of
/// one. Its interval is of three standard errors and counts each account once.
/// </param>
/// <param name="AucGap">The segment's area less that of all others, with an interval of three standard errors.</param>
/// <param name="Warning">Null if neither interval lies on one side of 0.</param>
public sealed record SegmentAccuracy(
    string By,
    string Segment,
    int Validated,
    int Happened,
    int Accounts,
    double? MeanProbability,
    Metric BaseRate,
    Metric Gap,
    Metric AucGap,
    string? Warning
)
{
    /// <summary>
    /// Standard errors on both sides. About twenty intervals are looked at, so that chance alone would cross the usual
    /// two in every portfolio; it crosses three in about one of twenty.
    /// </summary>
    private const double Z = 3;

    /// <summary>Monthly predictions whose windows of 90 days hold the same departure.</summary>
    private const int Overlap = 3;

    private const string Others = "other accounts";

    internal static SegmentAccuracy Of(
        string by,
        string segment,
        IReadOnlyList<CountedPrediction> own,
        IReadOnlyList<CountedPrediction> others
    )
    {
        var happened = own.Count(Happens);
        var few =
            Metric.TooFew(own.Count) ?? (others.Count < Metric.Enough ? "There are too few other accounts." : null);
        var gap = few is null ? GapOf(own, others) : Metric.None(few);
        var aucGap = few is null ? AucGapOf(own, others) : Metric.None(few);
        return new SegmentAccuracy(
            by,
            segment,
            own.Count,
            happened,
            AccountsIn(own),
            own.Count == 0 ? null : Metric.Round(own.Average(p => p.Probability)),
            Metric.TooFew(own.Count) is { } tooFew ? Metric.None(tooFew) : Metric.Share(happened, own.Count, null),
            gap,
            aucGap,
            WarningOf(gap, aucGap)
        );
    }

    private static Metric GapOf(IReadOnlyList<CountedPrediction> own, IReadOnlyList<CountedPrediction> others)
    {
        var gap = Residuals(own).Average(r => r.Value) - Residuals(others).Average(r => r.Value);
        var error = Math.Sqrt(VarianceOf(own) + VarianceOf(others));
        return Metric.Of(gap, baseRate: 0, (gap - Z * error, gap + Z * error));
    }

    /// <summary>
    /// The larger of two variances of a mean residual. The one observed counts each account once; but while hardly any
    /// account has left it is far too small, so it is never taken for less than the one expected.
    /// </summary>
    private static double VarianceOf(IReadOnlyList<CountedPrediction> predictions)
    {
        var observed = Math.Pow(Interval.StandardError(Residuals(predictions)) ?? double.MaxValue, 2);
        var expected =
            Overlap * predictions.Sum(p => p.Probability * (1 - p.Probability)) / Math.Pow(predictions.Count, 2);
        return Math.Max(observed, expected);
    }

    private static List<AccountValue> Residuals(IReadOnlyList<CountedPrediction> predictions) =>
        [.. predictions.Select(p => new AccountValue(p.AccountId, (Happens(p) ? 1 : 0) - p.Probability))];

    private static Metric AucGapOf(IReadOnlyList<CountedPrediction> own, IReadOnlyList<CountedPrediction> others)
    {
        if (AucOf(own) is not var (auc, variance) || AucOf(others) is not var (otherAuc, otherVariance))
        {
            return Metric.None(
                $"Fewer than {Metric.EnoughOfRare} accounts left, or stayed, in this segment or in the others."
            );
        }

        var error = Math.Sqrt(variance + otherVariance);
        return Metric.Of(auc - otherAuc, baseRate: 0, (auc - otherAuc - Z * error, auc - otherAuc + Z * error));
    }

    /// <summary>An area, with the variance that it would have if each account had been predicted once.</summary>
    private static (double Auc, double Variance)? AucOf(IReadOnlyList<CountedPrediction> predictions)
    {
        var left = AccountsIn(predictions.Where(Happens));
        var stayed = AccountsIn(predictions.Where(p => !Happens(p)));
        var auc = Ranking.Auc([.. predictions.Select(p => new Forecast(p.Probability, Happens(p)))]);
        return auc is { } a && left >= Metric.EnoughOfRare && stayed >= Metric.EnoughOfRare
            ? (a, Interval.VarianceOfAuc(a, left, stayed))
            : null;
    }

    private static string? WarningOf(Metric gap, Metric aucGap)
    {
        var warnings = new List<string>();
        if (gap.Low > 0)
        {
            warnings.Add(
                $"These accounts leave more often than is foretold, beyond {Others}: they get too little attention."
            );
        }

        if (gap.High < 0)
        {
            warnings.Add(
                $"These accounts leave less often than is foretold, beyond {Others}: they get attention that others lack."
            );
        }

        if (aucGap.High < 0)
        {
            warnings.Add($"Who leaves among these accounts is told worse than among {Others}.");
        }

        return warnings.Count == 0 ? null : string.Join(' ', warnings);
    }

    private static int AccountsIn(IEnumerable<CountedPrediction> predictions) =>
        predictions.Select(p => p.AccountId).Distinct(StringComparer.Ordinal).Count();

    private static bool Happens(CountedPrediction p) => p.Settlement!.Happened;
}
