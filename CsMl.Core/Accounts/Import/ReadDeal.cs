using CsMl.Core.Accounts.Vocabulary;

namespace CsMl.Core.Accounts.Import;

/// <summary>Reads opportunities, contacts and the subscription of an account.</summary>
internal static class ReadDeal
{
    /// <summary>Reads an item of <c>opportunities</c>.</summary>
    public static bool TryReadOpportunity(ref JsonCursor c, out Opportunity item)
    {
        item = new Opportunity(null, null, null, null, null, null);
        while (c.NextField())
        {
            if (c.Is("id"u8))
                item = item with { Id = c.Id(TextLimits.Short) };
            else if (c.Is("name"u8))
                item = item with { Name = c.Text(TextLimits.Long) };
            else if (c.Is("stage"u8))
                item = item with { Stage = c.FreeWord(static stage => DealWords.Of(stage) is not null) };
            else if (c.Is("amount"u8))
                item = item with { Amount = c.Money() };
            else if (c.Is("probability"u8))
                item = item with { Probability = c.Percent() };
            else if (c.Is("expectedCloseDate"u8))
                item = item with { ExpectedCloseDate = c.Instant() };
            else if (c.Is("status"u8))
            {
                c.TryOneOf(DealWords.Of, out OpportunityStatus? status);
                item = item with { Status = status };
            }
            else
                c.Unknown(FieldSets.Opportunity);
        }

        return true;
    }

    /// <summary>Reads an item of <c>contacts</c>.</summary>
    public static bool TryReadContact(ref JsonCursor c, out Contact item)
    {
        item = new Contact(null, null, null);
        while (c.NextField())
        {
            if (c.Is("id"u8))
                item = item with { Id = c.Id(TextLimits.Short) };
            else if (c.Is("name"u8))
                item = item with { Name = c.Text(TextLimits.Name) };
            else if (c.Is("role"u8))
                item = item with { Role = c.Text(TextLimits.Short) };
            else if (c.Is("lastContactAt"u8))
                item = item with { LastContactAt = c.Instant() };
            else
                c.Unknown(FieldSets.Contact);
        }

        return true;
    }

    public static Subscription? Subscription(ref JsonCursor c)
    {
        if (!c.EnterObject("subscription"))
        {
            return null;
        }

        TryReadSubscription(ref c, out var subscription);
        c.Leave();
        return subscription;
    }

    /// <summary>Reads the fields of a subscription.</summary>
    public static bool TryReadSubscription(ref JsonCursor c, out Subscription s)
    {
        s = new Subscription(null, null, null, null, null, null, null);
        string? mark = null;
        while (c.NextField())
        {
            if (c.Is("trailing365Revenue"u8))
                s = s with { Trailing365Revenue = c.Money() };
            else if (c.Is("currency"u8))
                s = s with { Currency = c.Text(TextLimits.Short) is { } word ? CurrencyWords.Of(word) ?? word : null };
            else if (c.Is("plan"u8))
                s = s with { Plan = c.Text(TextLimits.Short) };
            else if (c.Is("startDate"u8))
                s = s with { StartDate = c.Instant() };
            else if (c.Is("renewalDate"u8))
                s = s with { RenewalDate = c.Instant() };
            else if (c.Is("annualRevenue"u8))
                s = s with { AnnualRevenue = c.Money(out mark) };
            else if (c.Is("status"u8))
                s = s with { Status = c.FreeWord(IsKnownStatus) };
            else if (c.Is("endDate"u8))
                s = s with { EndDate = c.Instant() };
            else if (c.Is("noticeAt"u8))
                s = s with { NoticeAt = c.Instant() };
            else if (c.Is("cancelAtPeriodEnd"u8))
                s = s with { CancelAtPeriodEnd = c.Flag() };
            else
                c.Unknown(FieldSets.Subscription);
        }

        s = mark is null ? s : s with { Currency = c.CurrencyOf(s.Currency, mark) };
        return true;
    }

    private static bool IsKnownStatus(string status) => SubscriptionWords.Of(status) != SubscriptionState.Unknown;
}
