namespace CsMl.Core.Accounts;

/// <summary>
/// The scale on which a CRM tells health scores: 0–100, 0–10 or 0–1. Scores are converted to 0–100 when facts arrive; all
/// that is stored, answered and compared is 0–100.
/// </summary>
/// <param name="Top">The best score: 100, 10 or 1.</param>
public readonly record struct HealthScale(int Top)
{
    public static readonly HealthScale Hundred = new(100);

    /// <summary>The scales that there are, widest first.</summary>
    public static IReadOnlyList<int> Tops { get; } = [100, 10, 1];

    /// <summary>The score on the scale 0–100; null if it is not on this scale.</summary>
    public double? Convert(double score) =>
        !(score >= 0 && score <= Top) ? null
        : Top == Hundred.Top ? score
        : Math.Round(score * Hundred.Top / Top, 10);

    /// <summary>
    /// The narrowest scale on which scores up to the given one fit, if it is narrower than this one; null if this one
    /// is right.
    /// </summary>
    /// <param name="highest">The highest of many scores, on the scale 0–100.</param>
    public int? Narrower(double highest)
    {
        var scale = this;
        return Tops.Where(top => top < scale.Top && highest * scale.Top <= top * Hundred.Top)
            .Select(top => (int?)top)
            .Min();
    }

    /// <summary>The facts of a CRM with their scores on the scale 0–100. A score that is not on this scale is unknown.</summary>
    public AccountFacts Convert(AccountFacts facts)
    {
        if (this == Hundred)
        {
            return facts;
        }

        var scale = this;
        return facts with
        {
            HealthScore = Of(facts.HealthScore),
            HealthHistory =
            [
                .. facts.HealthHistory.Select(snapshot => new HealthSnapshot(
                    snapshot.Date,
                    Of(snapshot.OverallScore),
                    Of(snapshot.UsageScore),
                    Of(snapshot.SupportScore),
                    Of(snapshot.EngagementScore),
                    Of(snapshot.SentimentScore)
                )),
            ],
        };

        double? Of(double? score) => score is { } known ? scale.Convert(known) : null;
    }

    /// <summary>The range of a number up to <paramref name="top"/>, for messages.</summary>
    public static string Range(int top) =>
        $"from 0 to {top}{(top < Hundred.Top ? ", or set Health:Scale to the highest score there is" : "")}";
}
