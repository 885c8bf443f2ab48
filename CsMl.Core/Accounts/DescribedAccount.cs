using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace CsMl.Core.Accounts;

/// <summary>An account's facts and the lifecycle that was derived from them, as callers see them.</summary>
public sealed record DescribedAccount : AccountFacts
{
    [SetsRequiredMembers]
    public DescribedAccount(AccountFacts facts, AccountLifecycle lifecycle)
        : base(facts) =>
        (Lifecycle, LifecycleReason, LifecycleSince, ContractEnd) = (
            lifecycle.State,
            lifecycle.Reason,
            lifecycle.Since,
            lifecycle.EndsAt
        );

    // After the facts.

    [JsonPropertyOrder(1)]
    public Lifecycle Lifecycle { get; }

    [JsonPropertyOrder(1)]
    public string LifecycleReason { get; }

    [JsonPropertyOrder(1)]
    public DateTimeOffset? LifecycleSince { get; }

    [JsonPropertyOrder(1)]
    public DateTimeOffset? ContractEnd { get; }
}
