using CsMl.Core.Accounts;

namespace CsMl.Core.Predictions;

/// <summary>What a list shows of an account beside its risk.</summary>
public sealed record AccountGlance(string Id, string Name, AccountType? Type, double? HealthScore)
{
    public static AccountGlance Of(AccountFacts facts, double? healthScore) =>
        new(facts.AccountId, facts.Name, facts.Type, healthScore);
}
