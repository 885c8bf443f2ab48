namespace CsMl.Core.Settings;

/// <summary>
/// The intercept with which the tenant's mean probability was the rate that it expects. It is solved once, when the rate
/// changes: solved again every night, saving some accounts would raise the others.
/// </summary>
/// <param name="Accounts">The number of accounts that it was solved over.</param>
public sealed record ExpectedRate(double Rate, double Intercept, int Accounts, DateTimeOffset SolvedAt);
