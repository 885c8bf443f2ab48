namespace CsMl.Core.Requests;

/// <summary>How an account's probability has moved.</summary>
/// <param name="Since">When the prediction was made that it is compared with.</param>
/// <param name="Probability">The probability then, 0–1.</param>
/// <param name="Points">The change since, in percentage points.</param>
/// <param name="Reason">What moved it most, as a sentence; null if nothing did.</param>
public sealed record RiskChange(DateTimeOffset Since, double Probability, double Points, string? Reason);
