using CsMl.Core.Accounts;
using CsMl.Core.Predictions;
using CsMl.Core.Predictions.Settlements;

namespace CsMl.Core.Storage;

/// <summary>One thing that changed of an account.</summary>
/// <param name="Id">Of the prediction or the CTA; null for other kinds.</param>
public sealed record ResultChange(ResultChangeKind Kind, string AccountId, string? Id = null)
{
    public PredictionType? Type { get; init; }

    /// <summary>Of a prediction, 0–1; null if the account is not listed by its risk.</summary>
    public double? Probability { get; init; }

    /// <summary>Of the prediction before; null if there was none, or if it was on another scale.</summary>
    public double? Previous { get; init; }

    /// <summary>By the thresholds of its day, like that of the prediction before; null for types that have none.</summary>
    public RiskCategory? Category { get; init; }

    public RiskCategory? PreviousCategory { get; init; }

    /// <summary>Of a CTA.</summary>
    public CtaStatus? Status { get; init; }

    public OutcomeKind? Outcome { get; init; }
}
