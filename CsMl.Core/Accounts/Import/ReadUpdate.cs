namespace CsMl.Core.Accounts.Import;

/// <summary>Reads one row of an import, already JSON, as a change to the facts of its account.</summary>
internal static class ReadUpdate
{
    /// <summary>Null if the row is refused; the notes say why.</summary>
    /// <param name="change">Changes the facts of a row of accounts; null to take them as they are.</param>
    public static FactsUpdate? TryParse(
        ImportKind kind,
        ReadOnlySpan<byte> json,
        ReadNotes notes,
        Func<AccountLine, AccountFacts>? change
    ) =>
        kind switch
        {
            ImportKind.Accounts => ReadAccount.TryParse(json, notes, out _) is { } line
                ? new MergeProfile(change?.Invoke(line) ?? line.Facts, notes.Emptied)
                : null,
            ImportKind.Activities => Item<Activity>(
                json,
                notes,
                ReadHistory.TryReadActivity,
                static (u, i) => u.Add(i)
            ),
            ImportKind.Tickets => Item<Ticket>(json, notes, ReadHistory.TryReadTicket, static (u, i) => u.Add(i)),
            ImportKind.Health => Item<HealthSnapshot>(
                json,
                notes,
                ReadHistory.TryReadSnapshot,
                static (u, i) => u.Add(i)
            ),
            ImportKind.Contacts => Item<Contact>(json, notes, ReadDeal.TryReadContact, static (u, i) => u.Add(i)),
            ImportKind.Opportunities => Item<Opportunity>(
                json,
                notes,
                ReadDeal.TryReadOpportunity,
                static (u, i) => u.Add(i)
            ),
            ImportKind.Subscriptions => Parse<Subscription>(json, notes, ReadDeal.TryReadSubscription)
                is ({ } accountId, { } subscription)
                ? new MergeSubscription(accountId, subscription, notes.Emptied)
                : null,
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        };

    private static AddItems? Item<T>(
        ReadOnlySpan<byte> json,
        ReadNotes notes,
        JsonCursor.TryReadItem<T> read,
        Action<AddItems, T> add
    )
    {
        if (Parse(json, notes, read) is not ({ } accountId, var item))
        {
            return null;
        }

        var update = new AddItems(accountId);
        add(update, item!);
        return update;
    }

    /// <summary>The item and its account; null if it is refused.</summary>
    private static (string AccountId, T? Item)? Parse<T>(
        ReadOnlySpan<byte> json,
        ReadNotes notes,
        JsonCursor.TryReadItem<T> read
    )
    {
        if (!ReadObject.TryParse(json, notes, read, out var item, out _))
        {
            return null;
        }

        var accountId = notes.AccountId ?? Missing("accountId");
        var name = item is Contact { Name: null, Id: null } or Opportunity { Name: null, Id: null }
            ? Missing("name")
            : "";
        return accountId is null || name is null ? null : (accountId, item);

        string? Missing(string field)
        {
            if (!notes.Problems.Contains(field))
            {
                notes.Problems.Add(field, "is missing; add it");
            }

            return null;
        }
    }
}
