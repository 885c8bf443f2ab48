using CsMl.Core.Accounts;

namespace CsMl.Core.Predictions;

/// <summary>What is asked of a predictor: one account, at one instant, for one type of event.</summary>
/// <param name="WindowDays">How far ahead to look, 30–365.</param>
public sealed record PredictionRequest(
    AccountFacts Facts,
    PredictionType Type,
    DateTimeOffset AsOf,
    int WindowDays,
    RiskScale Scale,
    int ValidityDays
)
{
    public const int MinWindowDays = 30;
    public const int MaxWindowDays = 365;
    public const int DefaultWindowDays = 90;

    /// <summary>How long a prediction is taken for true, unless a tenant says otherwise.</summary>
    public const int DefaultValidityDays = 30;

    /// <summary>The id that the answer is to have; null: a new one.</summary>
    public string? PredictionId { get; init; }
}
