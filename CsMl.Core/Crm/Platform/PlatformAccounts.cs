using System.Text.Json;
using CsMl.Core.Accounts;
using CsMl.Core.Storage;
using Microsoft.Extensions.Options;

namespace CsMl.Core.Crm.Platform;

/// <summary>
/// Reads accounts from the platform. A sync looks for changes in the lists of accounts, activities and opportunities,
/// reads each account concerned whole, and once a day compares all ids and open CTAs with the index. A full sync reads
/// every account.
/// </summary>
public sealed class PlatformAccounts : IAccountSource
{
    /// <summary>With more changed accounts than these a full sync is shorter than their list.</summary>
    private const int MostPending = 5_000;

    private const int PageAccounts = 100;

    /// <summary>Less than a day, so that each night compares, even if it begins a little earlier.</summary>
    private static readonly TimeSpan BetweenComparisons = TimeSpan.FromHours(20);

    private readonly IOptions<CrmOptions> _options;
    private readonly TimeProvider _time;
    private readonly PlatformReader _reader;
    private readonly ReadChanges _changes;
    private readonly CompareIndex _compare;
    private readonly FetchMany _fetch;

    /// <param name="own">The CTAs that the app created.</param>
    public PlatformAccounts(
        PlatformClient client,
        AccountIndex index,
        CtaReader own,
        IOptions<CrmOptions> options,
        TimeProvider time
    )
    {
        (_options, _time) = (options, time);
        _reader = new PlatformReader(client, options, time);
        _changes = new ReadChanges(_reader);
        _compare = new CompareIndex(_reader, index, own);
        _fetch = new FetchMany(FindAsync, options.Value.Concurrency);
    }

    public Task<IReadOnlyList<string>> ListTenantsAsync(CancellationToken cancellation) =>
        Task.FromResult(_options.Value.TenantNames);

    public string Origin(string tenant) => _options.Value.OriginOf(tenant);

    public Task<AccountFacts?> FindAsync(AccountKey account, CancellationToken cancellation) =>
        _reader.FactsAsync(account, cancellation);

    public Task<AccountPage> ListChangedAsync(string tenant, string? cursor, CancellationToken cancellation)
    {
        var state = cursor is null
            ? new PlatformCursor()
            : JsonSerializer.Deserialize(cursor, PlatformJson.Default.PlatformCursor)!;
        var now = _time.GetUtcNow();
        return state switch
        {
            { Pending.Count: > 0 } => ReadPendingAsync(tenant, state, cancellation),
            { FullPage: { } number } => ReadFullPageAsync(tenant, state, number, cancellation),
            _ when IsOld(state.FullAt, TimeSpan.FromHours(_options.Value.FullSyncHours)) => BeginFullAsync(
                tenant,
                state,
                cancellation
            ),
            _ when state.IsComplete || !state.HasChanges => FindChangesAsync(tenant, state, cancellation),
            _ when IsOld(state.ComparedAt, BetweenComparisons) => CompareAsync(tenant, state, cancellation),
            _ => Task.FromResult(Page(state with { IsComplete = true })),
        };

        bool IsOld(DateTimeOffset? at, TimeSpan most) => !(now - at < most);
    }

    /// <summary>The marks are taken first, so that changes during the full sync are read after it.</summary>
    private async Task<AccountPage> BeginFullAsync(string tenant, PlatformCursor state, CancellationToken cancellation)
    {
        var begun = new PlatformCursor
        {
            FullAt = _time.GetUtcNow(),
            Failed = state.Failed,
            Accounts = await _changes.MarkAsync(tenant, PlatformPath.Accounts, cancellation),
            Activities = await _changes.MarkAsync(tenant, PlatformPath.Activities, cancellation),
            Opportunities = await _changes.MarkAsync(tenant, PlatformPath.Opportunities, cancellation),
        };
        var first = await _reader.PageAsync(tenant, PlatformPath.Accounts, 1, cancellation);
        var pages = PlatformReader.PagesOf(first.Count);
        return Page(begun with { FullPage = pages > 0 ? pages : null });
    }

    /// <summary>
    /// Pages are read from the last to the first: deletions move accounts towards the pages that are still to be read.
    /// </summary>
    private async Task<AccountPage> ReadFullPageAsync(
        string tenant,
        PlatformCursor state,
        int number,
        CancellationToken cancellation
    )
    {
        var page = await _reader.PageAsync(tenant, PlatformPath.Accounts, number, cancellation);
        foreach (var account in page.Data)
        {
            _reader.CheckTenant(tenant, account.TenantId);
        }

        var next = state with { FullPage = number > 1 ? number - 1 : null };
        return await FetchAsync(tenant, [.. page.Data.Select(account => account.Id)], next, cancellation);
    }

    private Task<AccountPage> ReadPendingAsync(string tenant, PlatformCursor state, CancellationToken cancellation) =>
        FetchAsync(
            tenant,
            [.. state.Pending.Take(PageAccounts)],
            state with
            {
                Pending = [.. state.Pending.Skip(PageAccounts)],
            },
            cancellation
        );

    private async Task<AccountPage> FetchAsync(
        string tenant,
        IReadOnlyList<string> ids,
        PlatformCursor next,
        CancellationToken cancellation
    )
    {
        var fetched = await _fetch.RunAsync(tenant, ids, cancellation);
        var failed = FetchMany.StillFailed(next.Failed, ids, fetched.Failed);
        return Page(next with { Failed = failed }) with
        {
            Changed = fetched.Changed,
            Removed = fetched.Removed,
            Failed = fetched.Failed,
        };
    }

    private async Task<AccountPage> FindChangesAsync(
        string tenant,
        PlatformCursor state,
        CancellationToken cancellation
    )
    {
        var accounts = await _changes.SinceAsync(tenant, PlatformPath.Accounts, state.Accounts!, cancellation);
        var activities = await _changes.SinceAsync(tenant, PlatformPath.Activities, state.Activities!, cancellation);
        var opportunities = await _changes.SinceAsync(
            tenant,
            PlatformPath.Opportunities,
            state.Opportunities!,
            cancellation
        );
        PlatformChanges[] all = [accounts, activities, opportunities];
        var ids = all.SelectMany(changes => changes.AccountIds).Concat(state.Failed).Distinct().ToList();
        return Page(
            all.Any(changes => changes.IsRestored) || ids.Count > MostPending
                ? state with
                {
                    FullAt = null,
                    IsComplete = false,
                }
                : state with
                {
                    IsComplete = false,
                    HasChanges = true,
                    Accounts = accounts.Mark,
                    Activities = activities.Mark,
                    Opportunities = opportunities.Mark,
                    Pending = ids,
                }
        );
    }

    private async Task<AccountPage> CompareAsync(string tenant, PlatformCursor state, CancellationToken cancellation)
    {
        var differing = await _compare.RunAsync(tenant, cancellation);
        return Page(
            state with
            {
                // What does not fit is found again by the next comparison.
                Pending = [.. differing.Take(MostPending)],
                ComparedAt = differing.Count > MostPending ? null : _time.GetUtcNow(),
            }
        );
    }

    private static AccountPage Page(PlatformCursor next) =>
        new([], [], JsonSerializer.Serialize(next, PlatformJson.Default.PlatformCursor), HasMore: !next.IsComplete);
}
