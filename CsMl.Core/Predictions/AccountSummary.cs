using CsMl.Core.Accounts;

namespace CsMl.Core.Predictions;

/// <summary>The account fields that lists show beside the risk.</summary>
public sealed record AccountSummary(
    string Id,
    string Name,
    AccountType? Type,
    double? HealthScore,
    Lifecycle Lifecycle = Lifecycle.Customer
)
{
    public static AccountSummary Of(
        AccountFacts facts,
        double? healthScore,
        Lifecycle lifecycle = Lifecycle.Customer
    ) => new(facts.AccountId, facts.Name, facts.Type, healthScore, lifecycle);
}
