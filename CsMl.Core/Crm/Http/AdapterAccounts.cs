using System.Text.Json;
using CsMl.Core.Accounts;
using CsMl.Core.Storage;
using Microsoft.Extensions.Options;

namespace CsMl.Core.Crm.Http;

/// <summary>
/// Reads accounts from an adapter that serves the contract of docs/CRM.md. The adapter lists deletions only after a
/// cursor, so after all accounts were read anew, those of the index that its list does not have are asked for one by one.
/// </summary>
public sealed class AdapterAccounts : IAccountSource
{
    private const int PageAccounts = 100;

    /// <summary>So many ids fit into a cursor. More are found by another comparison.</summary>
    private const int MostUnlisted = 1_000;

    private readonly AccountIndex _index;
    private readonly IOptions<CrmOptions> _options;
    private readonly AdapterReader _reader;
    private readonly FetchMany _fetch;

    public AdapterAccounts(AdapterClient client, AccountIndex index, IOptions<CrmOptions> options)
    {
        (_index, _options) = (index, options);
        _reader = new AdapterReader(client);
        _fetch = new FetchMany(FindAsync, options.Value.Concurrency);
    }

    public Task<IReadOnlyList<string>> ListTenantsAsync(CancellationToken cancellation) =>
        Task.FromResult(_options.Value.TenantNames);

    public string Origin(string tenant) => _options.Value.OriginOf(tenant);

    public Task<AccountFacts?> FindAsync(AccountKey account, CancellationToken cancellation) =>
        _reader.FindAsync(account, cancellation);

    public async Task<AccountPage> ListChangedAsync(string tenant, string? cursor, CancellationToken cancellation)
    {
        var position = cursor is null
            ? AdapterCursor.Start
            : JsonSerializer.Deserialize(cursor, AdapterJson.Default.AdapterCursor)!;
        var page = position switch
        {
            { Unlisted.Count: > 0 } => await AskUnlistedAsync(tenant, position, cancellation),
            { Compares: true } => await CompareAsync(tenant, position, cancellation),
            _ => await ReadPageAsync(tenant, position, cancellation),
        };
        // The adapter no longer knows its cursor: everything is read again.
        return page ?? Page(AdapterCursor.Start with { Failed = position.Failed }, hasMore: true);
    }

    private async Task<AccountPage?> ReadPageAsync(
        string tenant,
        AdapterCursor position,
        CancellationToken cancellation
    )
    {
        if (await _reader.PageAsync(tenant, position.Cursor, cancellation) is not { } page)
        {
            return null;
        }

        var isFull = position.Cursor is null ? await HasAccountsAsync(tenant, cancellation) : position.IsFull;
        var changed = new List<AccountFacts>();
        var mistaken = new List<AccountFailure>();
        foreach (var account in page.Accounts)
        {
            if (AdapterReader.Read(account, out var failure) is { } facts)
            {
                changed.Add(facts);
            }
            else
            {
                mistaken.Add(failure!);
            }
        }

        // An account that failed before is read by its own address, once a sync, at its end; so is one that the page has
        // as changed and as removed, because it does not say which came last.
        var ids = changed.Select(facts => facts.AccountId).Concat(mistaken.Select(failure => failure.AccountId));
        HashSet<string> own = [.. page.HasMore ? [] : position.Failed, .. ids.Intersect(page.Removed ?? [])];
        var fetched = await _fetch.RunAsync(tenant, own, cancellation);
        // They were read later than the page, so that they replace what it says of the same account.
        changed = [.. changed.Where(facts => !own.Contains(facts.AccountId)), .. fetched.Changed];
        List<string> removed = [.. (page.Removed ?? []).Where(id => !own.Contains(id)), .. fetched.Removed];
        List<AccountFailure> failed = [.. mistaken.Where(m => !own.Contains(m.AccountId)), .. fetched.Failed];
        var read = changed.Select(facts => facts.AccountId).Concat(removed);
        var next = position with
        {
            Cursor = page.Cursor,
            Failed = FetchMany.StillFailed(position.Failed, read, failed),
            IsFull = isFull && page.HasMore,
            Compares = isFull && !page.HasMore,
        };
        return Page(next, page.HasMore || next.Compares) with { Changed = changed, Removed = removed, Failed = failed };
    }

    /// <summary>Null if the adapter no longer knows a cursor that it has just given.</summary>
    private async Task<AccountPage?> CompareAsync(string tenant, AdapterCursor position, CancellationToken cancellation)
    {
        if (await _reader.ListIdsAsync(tenant, cancellation) is not { } listed)
        {
            return null;
        }

        var unlisted = new List<string>();
        for (var bucket = 0; bucket < Bucket.Count; bucket++)
        {
            await foreach (var id in _index.ListIdsAsync(tenant, bucket, null, cancellation))
            {
                if (!listed.Contains(id))
                {
                    unlisted.Add(id);
                }
            }
        }

        var next = position with
        {
            Compares = unlisted.Count > MostUnlisted,
            Unlisted = [.. unlisted.Take(MostUnlisted)],
        };
        return Page(next, hasMore: unlisted.Count > 0);
    }

    /// <summary>An account is removed only if the adapter does not have it under its own address either.</summary>
    private async Task<AccountPage?> AskUnlistedAsync(
        string tenant,
        AdapterCursor position,
        CancellationToken cancellation
    )
    {
        IReadOnlyList<string> ids = [.. position.Unlisted.Take(PageAccounts)];
        var fetched = await _fetch.RunAsync(tenant, ids, cancellation);
        var next = position with
        {
            Unlisted = [.. position.Unlisted.Skip(PageAccounts)],
            Failed = FetchMany.StillFailed(position.Failed, ids, fetched.Failed),
        };
        return fetched with { Cursor = Text(next), HasMore = next.Compares || next.Unlisted.Count > 0 };
    }

    private async Task<bool> HasAccountsAsync(string tenant, CancellationToken cancellation)
    {
        for (var bucket = 0; bucket < Bucket.Count; bucket++)
        {
            await foreach (var _ in _index.ListIdsAsync(tenant, bucket, null, cancellation))
            {
                return true;
            }
        }

        return false;
    }

    private static AccountPage Page(AdapterCursor next, bool hasMore) => new([], [], Text(next), hasMore);

    private static string Text(AdapterCursor next) => JsonSerializer.Serialize(next, AdapterJson.Default.AdapterCursor);
}
