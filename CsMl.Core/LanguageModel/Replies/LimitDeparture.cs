using System.Globalization;
using CsMl.Core.Predictions;

namespace CsMl.Core.LanguageModel.Replies;

/// <summary>
/// Facts outrank the model: how far its probability may be from the rules', whatever it was told in an account's notes.
/// </summary>
/// <remarks>
/// <para>
/// Without a cited finding that speaks for the move, the probability stays within <c>Llm:MaxDistance</c> of the
/// rules' and in their category. So text alone never makes an account critical, nor hides one.
/// </para>
/// <para>
/// A model that obeys what a note says can cite a finding as well; nearly every account has one for either side. That
/// it cites one is therefore no licence. What a model may do is judge differently how much a finding weighs: count
/// the cited ones up to twice, that is, move the log-odds by no more than the weight that they have already. Nor may
/// it move further than twice the distance, or by more than one category. The finding must be there for that and
/// must be strong, and a note can make neither true. (Weights are those for 90 days; that they hold for any window is
/// near enough for a bound.)
/// </para>
/// <para>Beyond is refused, never clamped: a number that we made would not be the model's, nor the rules'.</para>
/// </remarks>
internal static class LimitDeparture
{
    private const double Slack = 1e-9;

    /// <summary>Decimal places of a probability as it is shown, and categorised.</summary>
    private const decimal Step = 0.0001m;

    /// <param name="kept">What <see cref="DropUncitedClaims"/> left: a factor that was dropped supports nothing.</param>
    /// <param name="maxDistance">Setting <c>Llm:MaxDistance</c>, 0–1.</param>
    /// <returns>Null, or a sentence that says within which bounds the probability must be.</returns>
    public static string? Fault(ModelAnswer kept, RulesPrediction rules, RiskScale scale, double maxDistance)
    {
        var (least, most) = Range(kept, rules, scale, maxDistance);
        var probability = RulesPredictor.Shown(kept.Probability);
        if (probability >= least - Slack && probability <= most + Slack)
        {
            return null;
        }

        // Told is only what needs no evidence: a model that does as a note says would walk to whatever edge it is told.
        (least, most) = Range(kept with { Factors = [] }, rules, scale, maxDistance);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"probability is {probability:0.####} and must be from {least:0.####} to {most:0.####}; the findings cited as evidence do not bear it out."
        );
    }

    /// <summary>The bounds within which the answer's probability must lie, both included.</summary>
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

        // The bounds are told in four places, so those inside are meant; the rules' own answer always lies within.
        return (
            Math.Min(r, RulesPredictor.Shown((double)(Math.Ceiling((decimal)least / Step) * Step))),
            Math.Max(r, RulesPredictor.Shown((double)(Math.Floor((decimal)most / Step) * Step)))
        );
    }

    private static RiskCategory Beside(RiskCategory category, int steps) =>
        (RiskCategory)Math.Clamp((int)category + steps, (int)RiskCategory.Low, (int)RiskCategory.Critical);

    /// <summary>The highest probability, in four places, that is still of a category.</summary>
    private static double Below(RiskCategory category, RiskScale scale) =>
        category == RiskCategory.Critical
            ? 1
            : (double)((Math.Ceiling((decimal)scale.From(Beside(category, 1)) / Step) - 1) * Step);
}
