using CsMl.Core.Predictions;

namespace CsMl.Core.Learning;

/// <summary>One result of learning from a tenant's outcomes, as it is kept.</summary>
/// <param name="Outcomes">Closed outcomes at that time.</param>
/// <param name="Churned">How many of them are departures.</param>
/// <param name="Scope">How much was learned.</param>
/// <param name="Model">Null if nothing was learned; the rules stay as they are.</param>
/// <param name="Ctas">Null if no account had a CTA completed within its window.</param>
/// <param name="HeldOut">Why that much was learned; null if there were too few outcomes to hold some out.</param>
public sealed record LearnedVersion(
    DateTimeOffset LearnedAt,
    int Outcomes,
    int Churned,
    LearnedScope Scope,
    ChurnModel? Model,
    CtaComparison? Ctas,
    HeldOutComparison? HeldOut
)
{
    /// <summary>Nothing was learned.</summary>
    public static LearnedVersion Nothing(DateTimeOffset learnedAt, int outcomes, int churned) =>
        new(learnedAt, outcomes, churned, LearnedScope.Nothing, Model: null, Ctas: null, HeldOut: null);
}
