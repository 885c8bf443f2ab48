using CsMl.Core.Accounts.Vocabulary;

namespace CsMl.Core.Accounts.Import;

/// <summary>Reads the CTAs of an account.</summary>
internal static class ReadCta
{
    /// <summary>
    /// Reads an item of <c>ctas</c>. Its account is not known yet. False if its status is an unknown word, because a
    /// task that may be done must not count as overdue.
    /// </summary>
    public static bool TryRead(ref JsonCursor c, out Cta item)
    {
        item = new Cta
        {
            Id = "",
            AccountId = "",
            Title = "",
        };
        var isKnown = true;
        while (c.NextField())
        {
            if (c.Is("id"u8))
                item = item with { Id = c.Id(TextLimits.Short) ?? "" };
            else if (c.Is("type"u8))
                item = item with { Type = c.OneOf<CtaType>() ?? CtaType.Risk };
            else if (c.Is("priority"u8))
                item = item with { Priority = c.OneOf<CtaPriority>() ?? CtaPriority.Medium };
            else if (c.Is("status"u8))
            {
                isKnown = c.TryOneOf(CtaWords.Of, out CtaStatus? status);
                item = item with { Status = status ?? CtaStatus.Open };
            }
            else if (c.Is("title"u8))
                item = item with { Title = c.Text(TextLimits.Long) ?? "" };
            else if (c.Is("description"u8))
                item = item with { Description = c.Text(TextLimits.Long) };
            else if (c.Is("reason"u8))
                item = item with { Reason = c.Text(TextLimits.Long) };
            else if (c.Is("dueDate"u8))
                item = item with { DueDate = c.Instant() };
            else if (c.Is("ownerId"u8))
                item = item with { OwnerId = c.Id(TextLimits.Short) };
            else if (c.Is("playbookId"u8))
                item = item with { PlaybookId = c.Id(TextLimits.Short) };
            else if (c.Is("isAutomated"u8))
                item = item with { IsAutomated = c.Flag() ?? false };
            else if (c.Is("triggerRule"u8))
                item = item with { TriggerRule = c.Text(TextLimits.Short) };
            else if (c.Is("snoozeUntil"u8))
                item = item with { SnoozeUntil = c.Instant() };
            else if (c.Is("outcome"u8))
                item = item with { Outcome = c.OneOf<CtaOutcome>() };
            else if (c.Is("createdAt"u8))
                item = item with { CreatedAt = c.Instant() };
            else if (c.Is("updatedAt"u8))
                item = item with { UpdatedAt = c.Instant() };
            else if (c.Is("completedAt"u8))
                item = item with { CompletedAt = c.Instant() };
            else
                c.Unknown(FieldSets.Cta);
        }

        return isKnown;
    }
}
