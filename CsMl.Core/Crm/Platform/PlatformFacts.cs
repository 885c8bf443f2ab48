using System.Text.Json;
using CsMl.Core.Accounts;
using CsMl.Core.Accounts.Vocabulary;
using CsMl.Core.Json;

namespace CsMl.Core.Crm.Platform;

/// <summary>Converts what the platform says of one account to facts.</summary>
internal static class PlatformFacts
{
    public static AccountFacts Of(
        PlatformAccount account,
        IEnumerable<PlatformSnapshot> history,
        IEnumerable<PlatformActivity> activities,
        IEnumerable<PlatformCta> ctas,
        IEnumerable<PlatformOpportunity> opportunities
    ) =>
        new()
        {
            AccountId = account.Id,
            Name = account.Name,
            Type = EnumNames.Find<AccountType>(account.Type),
            OwnerId = account.OwnerId,
            CreatedAt = account.CreatedAt,
            HealthScore = account.HealthScore,
            AnnualRevenue = account.AnnualRevenue,
            RenewalDate = RenewalDate(account.CustomFields),
            Archived = account.Archived ?? false,
            HealthHistory =
            [
                .. history.Select(s => new HealthSnapshot(
                    s.Date,
                    s.Score,
                    s.UsageScore,
                    s.SupportScore,
                    s.EngagementScore,
                    s.SentimentScore
                )),
            ],
            Activities = [.. activities.Select(Activity).OfType<Activity>()],
            Ctas = [.. ctas.Select(cta => Cta(account.Id, cta))],
            Opportunities = [.. opportunities.Select(Opportunity)],
            Contacts = [.. (account.Contacts ?? []).Select(Contact)],
        };

    /// <summary>
    /// An activity by when it happened or is to happen; null if it has no date at all. One without a status took place
    /// unless it is only scheduled or due.
    /// </summary>
    private static Activity? Activity(PlatformActivity a)
    {
        var isOpen =
            a
            is { CompletedAt: null, Status: not null }
                or { CompletedAt: null, ScheduledAt: not null }
                or { CompletedAt: null, DueAt: not null };
        var status = ActivityWords.Status(a.Status) ?? (isOpen ? ActivityStatus.Planned : ActivityStatus.Completed);
        var date =
            status is ActivityStatus.Completed
                ? a.CompletedAt ?? a.ScheduledAt ?? a.CreatedAt ?? a.DueAt
                : a.ScheduledAt ?? a.DueAt ?? a.CreatedAt ?? a.CompletedAt;
        return date is { } at
            ? new Activity(a.Id, a.Type ?? "OTHER", at, status, PlatformSentiment.Of(a.Metadata), a.Subject)
            : null;
    }

    internal static Cta Cta(string accountId, PlatformCta cta) =>
        new()
        {
            Id = cta.Id,
            AccountId = accountId,
            Type = EnumNames.Find<CtaType>(cta.Type) ?? CtaType.Activity,
            Priority = EnumNames.Find<CtaPriority>(cta.Priority) ?? CtaPriority.Medium,
            Status = EnumNames.Find<CtaStatus>(cta.Status) ?? CtaStatus.Open,
            Title = cta.Title ?? "",
            Description = cta.Description,
            Reason = cta.Reason,
            DueDate = cta.DueDate,
            OwnerId = cta.Owner?.Id,
            SnoozeUntil = cta.SnoozeUntil,
            Outcome = EnumNames.Find<CtaOutcome>(cta.Outcome),
            CreatedAt = cta.CreatedAt,
            CompletedAt = cta.CompletedAt,
        };

    private static Opportunity Opportunity(PlatformOpportunity o) =>
        new(
            o.Name,
            o.Stage?.Name,
            o.Amount,
            o.Probability,
            o.ExpectedCloseDate,
            EnumNames.Find<OpportunityStatus>(o.Status)
        )
        {
            Id = o.Id,
        };

    private static Contact Contact(PlatformContact c) =>
        new(
            c.Name ?? $"{c.FirstName} {c.LastName}".Trim(),
            c.Role ?? c.Title ?? c.JobTitle,
            c.LastContactAt ?? c.LastContactedAt
        )
        {
            Id = c.Id,
        };

    /// <summary>The platform has no field for it; a custom field of this name has the date.</summary>
    private static DateTimeOffset? RenewalDate(JsonElement customFields) =>
        customFields.ValueKind == JsonValueKind.Object
        && customFields.TryGetProperty("renewalDate", out var value)
        && value.ValueKind == JsonValueKind.String
        && value.TryGetDateTimeOffset(out var date)
            ? date
            : null;
}
