using System.Text.Json.Serialization;
using CsMl.Core.Accounts.Vocabulary;

namespace CsMl.Core.Accounts;

/// <param name="Trailing365Revenue">The amount billed in the last 365 days.</param>
public sealed record Subscription(
    string? Plan,
    DateTimeOffset? StartDate,
    DateTimeOffset? RenewalDate,
    decimal? AnnualRevenue,
    decimal? Trailing365Revenue,
    string? Currency,
    string? Status
)
{
    private const int LongestMonth = 31;

    /// <summary>When it ends or ended; it alone is no notice, because contracts of a fixed term are renewed too.</summary>
    public DateTimeOffset? EndDate { get; init; }

    /// <summary>True if it renews every month, by its plan's name or by a first term of a month.</summary>
    [JsonIgnore]
    public bool IsMonthly =>
        SubscriptionWords.IsMonthly(Plan) || RenewalDate - StartDate is { Ticks: > 0, TotalDays: <= LongestMonth };

    /// <summary>When the account said that it leaves.</summary>
    public DateTimeOffset? NoticeAt { get; init; }

    /// <summary>True if it ends with the period that it is in: on <see cref="EndDate"/>, or else on the renewal date.</summary>
    public bool? CancelAtPeriodEnd { get; init; }
}
