using System.Text.Json.Serialization;
using CsMl.Core.Accounts;
using CsMl.Core.Portfolio;

namespace CsMl.Core.Morning;

/// <summary>The morning in one answer, to be sent to a person.</summary>
/// <param name="OwnerId">Whose it is; null for the whole portfolio.</param>
/// <param name="IsEmpty">
/// True if nobody needs anything, nothing moved and nothing is due, and everything was scored and looked at: there is nothing to send.
/// </param>
/// <param name="NeedToday">The number of accounts that need somebody today.</param>
/// <param name="HasMore">
/// True if there are more accounts at risk than were looked at, so that all numbers and amounts are at least these.
/// </param>
/// <param name="AtRisk">What these accounts stand for, each currency by itself.</param>
/// <param name="OfUnknownRevenue">Of them, the ones that stand for no known amount.</param>
/// <param name="Later">Accounts at risk whose CTAs are due after the next working day.</param>
/// <param name="Waiting">Accounts at risk whose CTAs are snoozed.</param>
/// <param name="Done">Accounts at risk whose CTA was completed lately.</param>
/// <param name="Top">The most pressing of them.</param>
/// <param name="Due">Open CTAs that are overdue or due in the period, earliest first; snoozed ones are left out.</param>
/// <param name="HasMoreDue">True if there are more of them, or if not all CTAs that are due were looked at.</param>
/// <param name="LastRun">Null if no run over every account was closed.</param>
public sealed record DigestView(
    DigestPeriod Period,
    string? OwnerId,
    DateTimeOffset At,
    bool IsEmpty,
    int NeedToday,
    bool HasMore,
    IReadOnlyList<AmountAtRisk> AtRisk,
    int OfUnknownRevenue,
    int Later,
    int Waiting,
    int Done,
    IReadOnlyList<MorningAccount> Top,
    IReadOnlyList<MovedAccount> Moved,
    IReadOnlyList<Cta> Due,
    bool HasMoreDue,
    ClosedRun? LastRun
)
{
    /// <summary>Names of accounts of <see cref="Due"/>, by their ids.</summary>
    [JsonIgnore]
    public IReadOnlyDictionary<string, string> Names { get; init; } = new Dictionary<string, string>();
}
