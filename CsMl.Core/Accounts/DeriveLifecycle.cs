namespace CsMl.Core.Accounts;

/// <summary>
/// Derives the lifecycle of an account. A recorded departure takes precedence over facts that still show a customer; a
/// later renewal or a later start of the subscription ends it. A pure function.
/// </summary>
public static class DeriveLifecycle
{
    public static AccountLifecycle Of(AccountFacts facts, RetentionOutcomes retention, DateTimeOffset asOf)
    {
        var contract = Contract.Of(facts, retention, asOf);
        return FindDeparture(facts, retention, contract, asOf)
            ?? (
                contract.State switch
                {
                    _ when facts.Type is AccountType.Prospect or AccountType.Competitor => NotCustomer(facts, ""),
                    ContractState.Ended => Ended(facts.Subscription!, contract),
                    ContractState.Notice => Notice(contract),
                    ContractState.None when facts.Type is AccountType.Partner or AccountType.Other => NotCustomer(
                        facts,
                        " without a running subscription"
                    ),
                    _ => new(Lifecycle.Customer, "The account is a customer", null, contract.EndsAt),
                }
            );
    }

    /// <summary>A departure that is stated for the account as a whole; null if there is none.</summary>
    private static AccountLifecycle? FindDeparture(
        AccountFacts facts,
        RetentionOutcomes retention,
        Contract contract,
        DateTimeOffset asOf
    )
    {
        var start = facts.Subscription?.StartDate;
        var isRecorded =
            retention.IsDepartedAt(asOf) && !(start > retention.ChurnedAt && contract.State != ContractState.None);
        return facts.Archived ? Left("The account is archived in the CRM")
            : facts.Type == AccountType.Churned ? Left("The CRM lists the account as churned")
            : isRecorded ? Left($"Its departure on {FormatDate.Of(retention.ChurnedAt!.Value)} is on record")
            : null;

        AccountLifecycle Left(string reason) =>
            new(
                Lifecycle.Left,
                reason,
                isRecorded ? retention.ChurnedAt
                    : contract.State == ContractState.Ended ? contract.EndsAt
                    : null,
                contract.EndsAt
            );
    }

    private static AccountLifecycle Ended(Subscription subscription, Contract contract) =>
        new(
            Lifecycle.Left,
            contract.EndsAt is { } end
                ? $"The subscription ended on {FormatDate.Of(end)}"
                : $"The subscription is {subscription.Status!.Trim().ToLowerInvariant()}",
            contract.EndsAt,
            contract.EndsAt
        );

    private static AccountLifecycle Notice(Contract contract)
    {
        var given = contract.NoticeAt is { } at
            ? $"Gave notice on {FormatDate.Of(at)}"
            : "The contract will not be renewed";
        var end = contract.EndsAt is { } date
            ? $"the contract ends on {FormatDate.Of(date)}"
            : "when the contract ends is unknown";
        return new AccountLifecycle(Lifecycle.Notice, $"{given}; {end}", contract.NoticeAt, contract.EndsAt);
    }

    private static AccountLifecycle NotCustomer(AccountFacts facts, string detail) =>
        new(Lifecycle.NotCustomer, $"The CRM lists the account as {Article(facts.Type!.Value)}{detail}", null, null);

    private static string Article(AccountType type) =>
        type switch
        {
            AccountType.Prospect => "a prospect",
            AccountType.Competitor => "a competitor",
            AccountType.Partner => "a partner",
            _ => "other than a customer",
        };
}
