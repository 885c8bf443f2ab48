using CsMl.Core.Accounts;

namespace CsMl.Core.Predictions;

/// <summary>A request for a prediction: one account, one instant and one type of event.</summary>
/// <param name="WindowDays">Length of the window, 30–365 days.</param>
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

    /// <summary>Default validity of a prediction in days, unless configured otherwise.</summary>
    public const int DefaultValidityDays = 30;

    /// <summary>The model in use, for types that it applies to; null for the rules as they are.</summary>
    public ChurnModel? Model { get; init; }

    /// <inheritdoc cref="PredictionScale.IsCalibrated"/>
    public bool IsCalibrated { get; init; }

    /// <summary>The id for the prediction; null for a new one.</summary>
    public string? PredictionId { get; init; }
}
