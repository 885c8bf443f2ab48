using CsMl.Core.Predictions;
using CsMl.Core.Predictions.Rules;

namespace CsMl.Core.Requests;

/// <summary>How far a rule can raise a risk under the weights of one prediction, in log-odds.</summary>
/// <param name="Share">What it contributed; 0 without a finding.</param>
/// <param name="Weight">By which its evidence counts, at least 0.</param>
/// <param name="Signals">What learned signals added to its finding; they stay as they are if it sees more trouble.</param>
internal readonly record struct WeighedReach(Rule Rule, double Share, double Weight, double Signals)
{
    /// <summary>The most that it could have contributed.</summary>
    public double Most => Weight * Rule.Reach!.Most + Signals;

    /// <summary>What it could have contributed beyond its share, and beyond 0 if it reassured.</summary>
    public double Room => Weight > 0 ? Most - Math.Max(0, Share) : 0;

    /// <param name="finding">Null if it had none.</param>
    /// <param name="model">Null for the rules' own weights.</param>
    public static WeighedReach Of(Rule rule, RuleContribution? finding, ChurnModel? model)
    {
        var weight = model?.RuleWeights.GetValueOrDefault(rule.Name, 1) ?? 1;
        var byRules = finding?.RulesLogOdds ?? finding?.LogOdds ?? 0;
        return model is null
            ? new WeighedReach(rule, byRules, weight, 0)
            : new WeighedReach(rule, finding?.LogOdds ?? 0, weight, (finding?.LogOdds ?? 0) - weight * byRules);
    }

    /// <summary>The evidence, by the rule itself, with which its share is this one.</summary>
    public double EvidenceFor(double share) => (share - Signals) / Weight;
}
