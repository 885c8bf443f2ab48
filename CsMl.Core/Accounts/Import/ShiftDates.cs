namespace CsMl.Core.Accounts.Import;

/// <summary>
/// Moves all dates of an account by the same span, so that accounts from another year can be used as current ones.
/// </summary>
public static class ShiftDates
{
    public static AccountFacts Shifted(this AccountFacts facts, TimeSpan by) =>
        facts with
        {
            CreatedAt = facts.CreatedAt + by,
            RenewalDate = facts.RenewalDate + by,
            HealthHistory = [.. facts.HealthHistory.Select(h => h with { Date = h.Date + by })],
            Activities = [.. facts.Activities.Select(a => a with { Date = a.Date + by })],
            Tickets =
            [
                .. facts.Tickets.Select(t => t with { CreatedAt = t.CreatedAt + by, ClosedAt = t.ClosedAt + by }),
            ],
            Ctas =
            [
                .. facts.Ctas.Select(c =>
                    c with
                    {
                        DueDate = c.DueDate + by,
                        SnoozeUntil = c.SnoozeUntil + by,
                        CreatedAt = c.CreatedAt + by,
                        UpdatedAt = c.UpdatedAt + by,
                        CompletedAt = c.CompletedAt + by,
                    }
                ),
            ],
            Opportunities =
            [
                .. facts.Opportunities.Select(o => o with { ExpectedCloseDate = o.ExpectedCloseDate + by }),
            ],
            Contacts = [.. facts.Contacts.Select(c => c with { LastContactAt = c.LastContactAt + by })],
            Subscription = facts.Subscription is { } s
                ? s with
                {
                    StartDate = s.StartDate + by,
                    RenewalDate = s.RenewalDate + by,
                    EndDate = s.EndDate + by,
                    NoticeAt = s.NoticeAt + by,
                }
                : null,
        };
}
