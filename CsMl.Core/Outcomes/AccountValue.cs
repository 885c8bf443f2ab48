namespace CsMl.Core.Outcomes;

/// <summary>A number measured on one prediction of an account.</summary>
internal readonly record struct AccountValue(string AccountId, double Value);
