using CsMl.Core.Accounts;
using CsMl.Core.Json;
using CsMl.Core.Limits;
using CsMl.Core.Predictions;

namespace CsMl.Core.Requests;

/// <param name="Prediction">The stored JSON.</param>
/// <param name="Cached">True if it was already stored.</param>
/// <param name="FactsChangedSince">True if the account's facts have changed since the prediction was made.</param>
public sealed record Predicted(RawJson Prediction, bool Cached, bool FactsChangedSince)
{
    /// <summary>Why nothing was predicted: the account has left or is no customer; null if something was.</summary>
    public AccountLifecycle? Refusal { get; private init; }

    /// <inheritdoc cref="ModelOutcome.Limit"/>
    public LimitUse? Limit { get; init; }

    /// <summary>True if only a stored prediction was asked for, and no valid one is.</summary>
    public bool IsMissing { get; private init; }

    internal static Predicted Missing { get; } = new(default, false, false) { IsMissing = true };

    internal static Predicted Refused(AccountLifecycle lifecycle) => new(default, false, false) { Refusal = lifecycle };
}
