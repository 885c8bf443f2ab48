using System.Globalization;
using CsMl.Core.Predictions;

namespace CsMl.Core.LanguageModel.Replies;

/// <summary>
/// Limits how far a model's probability may differ from the rules' probability. Facts take precedence over the model,
/// whatever instructions the account's notes contain.
/// </summary>
/// <remarks>
/// <para>
/// Without a cited finding that supports the difference, the probability must stay within <c>Llm:MaxDistance</c> of the
/// rules' probability and in the same category. So text alone never makes an account critical and never hides a
/// critical one.
/// </para>
/// <para>
/// A model that obeys a note can also cite a finding, because nearly every account has findings for either side. A
/// citation alone is therefore not sufficient. A model may weigh a finding differently: cited findings may count up to
/// twice, that is, the log-odds may change by at most the weight that the findings already have. The difference is
/// also limited to twice the distance and to one category. This requires a strong finding, which a note cannot create.
/// (The weights are those for 90 days; for a limit they are accurate enough for any window.)
/// </para>
/// <para>
/// A probability beyond the limit is rejected and never clamped, because a clamped number would be neither the model's
/// nor the rules'.
/// </para>
/// </remarks>
internal static class LimitDeparture
{
    private const double Slack = 1e-9;

    /// <summary>Precision of a probability when it is displayed and categorised.</summary>
    private const decimal Step = 0.0001m;

    /// <param name="kept">The answer after <see cref="DropUncitedClaims"/>; a dropped factor supports nothing.</param>
    /// <param name="maxDistance">Setting <c>Llm:MaxDistance</c>, 0–1.</param>
    /// <returns>Null, or a sentence that states the limits of the probability.</returns>
    public static string? Fault(ModelAnswer kept, RulesPrediction rules, RiskScale scale, double maxDistance)
    {
        var (least, most) = Range(kept, rules, scale, maxDistance);
        var probability = RulesPredictor.Shown(kept.Probability);
        if (probability >= least - Slack && probability <= most + Slack)
        {
            return null;
        }

        // The sentence states only the limits without evidence; a model that obeys a note would move to the outer limit
        // if it knew it.
        (least, most) = Range(kept with { Factors = [] }, rules, scale, maxDistance);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"probability is {probability:0.####} and must be from {least:0.####} to {most:0.####}; the findings cited as evidence do not bear it out."
        );
    }

    /// <summary>The limits of the answer's probability, both inclusive.</summary>
    internal static (double Least, double Most) Range(
        ModelAnswer kept,
        RulesPrediction rules,
        RiskScale scale,
        double maxDistance
    )
    {
        var r = rules.Prediction.Probability;
        var own = scale.CategoryOf(r);
        var least = Math.Max(r - maxDistance, scale.From(own));
        var most = Math.Min(r + maxDistance, Below(own, scale));

        var cited = kept.Factors.Select(f => f.Evidence).ToHashSet(StringComparer.Ordinal);
        var shares = rules
            .Evaluation.Findings.Where(w => cited.Contains(w.Finding.Rule))
            .Select(w => w.LogOdds)
            .ToList();
        var (down, up) = (shares.Where(s => s < 0).Sum(), shares.Where(s => s > 0).Sum());
        if (down < 0)
        {
            var reweighed = Math.Max(r - 2 * maxDistance, Logit.Probability(Logit.Of(r) + down));
            least = Math.Min(least, Math.Max(reweighed, scale.From(Beside(own, -1))));
        }

        if (up > 0)
        {
            var reweighed = Math.Min(r + 2 * maxDistance, Logit.Probability(Logit.Of(r) + up));
            most = Math.Max(most, Math.Min(reweighed, Below(Beside(own, 1), scale)));
        }

        // Limits are rounded inwards to four decimal places; the rules' own probability is always allowed.
        return (
            Math.Min(r, RulesPredictor.Shown((double)(Math.Ceiling((decimal)least / Step) * Step))),
            Math.Max(r, RulesPredictor.Shown((double)(Math.Floor((decimal)most / Step) * Step)))
        );
    }

    private static RiskCategory Beside(RiskCategory category, int steps) =>
        (RiskCategory)Math.Clamp((int)category + steps, (int)RiskCategory.Low, (int)RiskCategory.Critical);

    /// <summary>The highest probability of a category, with four decimal places.</summary>
    private static double Below(RiskCategory category, RiskScale scale) =>
        category == RiskCategory.Critical
            ? 1
            : (double)((Math.Ceiling((decimal)scale.From(Beside(category, 1)) / Step) - 1) * Step);
}
