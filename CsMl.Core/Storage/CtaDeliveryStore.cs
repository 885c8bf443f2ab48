using System.Text.Json;
using CsMl.Core.Accounts;
using CsMl.Core.Ctas;

namespace CsMl.Core.Storage;

/// <summary>
/// Stores which changes of CTAs the CRM does not have yet, and the link of each CTA that it has. An attempt to deliver a
/// CTA first claims its link row for longer than the attempt may take, so that two processes never send the same CTA at
/// once; if its process dies, the lease ends by itself.
/// </summary>
public sealed class CtaDeliveryStore(Tables tables, TimeProvider time)
{
    /// <summary>Longer than any attempt.</summary>
    internal static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);

    /// <summary>Most changes that one attempt completes, for one transaction.</summary>
    private const int MostPending = 90;

    private readonly IEntityTable _results = tables.Results;

    /// <summary>The row of a change, for the transaction that makes it.</summary>
    internal static EntityChange ToChange(CtaRecord record) =>
        EntityChange.Insert(ResultKeys.Outgoing(record.Cta.AccountId, record.Cta.Id, record.Version), "{}"u8.ToArray());

    /// <summary>The CTAs of a tenant with changes that the CRM does not have yet.</summary>
    public async Task<IReadOnlyList<(AccountKey Account, string CtaId)>> ListPendingAsync(
        string tenant,
        CancellationToken cancellation
    )
    {
        var rows = await _results.ListAllAsync(tenant, ResultKeys.AllOutgoing, cancellation);
        return
        [
            .. rows.Select(row =>
                    (new AccountKey(tenant, ResultKeys.AccountOf(row.RowKey)), ResultKeys.CtaOf(row.RowKey))
                )
                .Distinct(),
        ];
    }

    /// <summary>What the CRM refused; the CTA's id is <c>churnRisk</c> for an account's risk.</summary>
    public async Task<IReadOnlyList<(AccountKey Account, string CtaId, DeliveryFailure Failure)>> ListFailuresAsync(
        string tenant,
        CancellationToken cancellation
    ) =>
        [
            .. (await _results.ListAllAsync(tenant, ResultKeys.AllRefused, cancellation)).Select(row =>
                (
                    new AccountKey(tenant, ResultKeys.AccountOf(row.RowKey)),
                    ResultKeys.CtaOf(row.RowKey),
                    row.Read(RowJson.Plain.DeliveryFailure)
                )
            ),
        ];

    /// <summary>The links of an account's CTAs, by the app's id.</summary>
    public async Task<IReadOnlyDictionary<string, CtaLink>> ListLinksAsync(
        AccountKey account,
        CancellationToken cancellation
    )
    {
        var links = new Dictionary<string, CtaLink>(StringComparer.Ordinal);
        var range = ResultKeys.Links(account.AccountId);
        await foreach (var row in _results.QueryAsync(Bucket.Partition(account), range, cancellation))
        {
            links[ResultKeys.CtaOf(row.RowKey)] = Read(row);
        }

        return links;
    }

    /// <summary>
    /// Records that somebody closed a CTA in the CRM, before it is closed in the app. False if an attempt is in progress
    /// or the link has changed since it was read.
    /// </summary>
    public async Task<bool> SeeClosedAsync(
        AccountKey account,
        string ctaId,
        CtaState state,
        CancellationToken cancellation
    )
    {
        var partition = Bucket.Partition(account);
        var key = ResultKeys.Link(account.AccountId, ctaId);
        if (
            await _results.FindAsync(partition, key, cancellation) is not { } stored
            || Read(stored) is not { Sent: { } sent, Claim: null } link
        )
        {
            return false;
        }

        var seen = link with { Sent = sent with { State = state }, IsClosedThere = true };
        var change = EntityChange.Replace(key, Write(seen), stored.ETag);
        return (await _results.WriteAsync(partition, [change], cancellation)).Succeeded;
    }

    /// <summary>Begins an attempt. Null if the CRM has all changes, another attempt runs, or it is too early.</summary>
    public async Task<CtaDelivery?> ClaimAsync(AccountKey account, string ctaId, CancellationToken cancellation)
    {
        var partition = Bucket.Partition(account);
        var pending = new List<Entity>();
        var range = ResultKeys.OutgoingOf(account.AccountId, ctaId) with { PageSize = MostPending };
        await foreach (var row in _results.QueryAsync(partition, range, cancellation))
        {
            pending.Add(row);
            if (pending.Count == MostPending)
            {
                break;
            }
        }

        if (pending.Count == 0)
        {
            return null;
        }

        var key = ResultKeys.Link(account.AccountId, ctaId);
        var stored = await _results.FindAsync(partition, key, cancellation);
        var before = stored is null ? new CtaLink() : Read(stored);
        var now = time.GetUtcNow();
        if (before.NotBefore > now)
        {
            return null;
        }

        var link = before with
        {
            Attempts = before.Attempts + 1,
            Claim = Guid.NewGuid().ToString("N"),
            NotBefore = now + Lease,
        };
        // A new link is written only while there is a change to deliver: the account may be erased meanwhile.
        EntityChange[] changes = stored is null
            ?
            [
                EntityChange.Insert(key, Write(link)),
                EntityChange.Replace(pending[0].RowKey, "{}"u8.ToArray(), pending[0].ETag),
            ]
            : [EntityChange.Replace(key, Write(link), stored.ETag)];
        return (await _results.WriteAsync(partition, changes, cancellation)).Succeeded
            ? new CtaDelivery(account, ctaId, link, [.. pending.Select(row => row.RowKey)])
            : null;
    }

    /// <summary>Saves the link in the middle of an attempt. False if the attempt has lost its claim.</summary>
    public Task<bool> KeepAsync(CtaDelivery delivery, CtaLink link, CancellationToken cancellation) =>
        SaveAsync(delivery, link, [], cancellation);

    /// <summary>Ends an attempt after which the CRM has all its changes.</summary>
    public Task<bool> CompleteAsync(CtaDelivery delivery, CtaLink link, CancellationToken cancellation)
    {
        var done = link with { Attempts = 0, Claim = null, NotBefore = null, IsRefused = false, IsClosedThere = false };
        var changes = Deleted(delivery);
        if (link.IsRefused)
        {
            changes.Add(EntityChange.Delete(ResultKeys.Refused(delivery.Account.AccountId, delivery.CtaId)));
        }

        return SaveAsync(delivery, done, changes, cancellation);
    }

    /// <summary>Ends an attempt whose changes the CRM will never take.</summary>
    public Task<bool> RefuseAsync(CtaDelivery delivery, CtaLink link, string reason, CancellationToken cancellation)
    {
        var refused = link with { Claim = null, NotBefore = null, IsRefused = true };
        var key = ResultKeys.Refused(delivery.Account.AccountId, delivery.CtaId);
        var failure = new DeliveryFailure(time.GetUtcNow(), reason);
        return SaveAsync(delivery, refused, [.. Deleted(delivery), failure.ToChange(key)], cancellation);
    }

    /// <summary>Ends an attempt that failed and is repeated after a pause.</summary>
    public Task<bool> PostponeAsync(CtaDelivery delivery, CtaLink link, TimeSpan pause, CancellationToken cancellation)
    {
        var postponed = link with { Claim = null, NotBefore = time.GetUtcNow() + pause };
        return SaveAsync(delivery, postponed, [], cancellation);
    }

    private static List<EntityChange> Deleted(CtaDelivery delivery) =>
        [.. delivery.Pending.Select(key => EntityChange.Delete(key))];

    private async Task<bool> SaveAsync(
        CtaDelivery delivery,
        CtaLink link,
        IReadOnlyList<EntityChange> others,
        CancellationToken cancellation
    )
    {
        var partition = Bucket.Partition(delivery.Account);
        var key = ResultKeys.Link(delivery.Account.AccountId, delivery.CtaId);
        return await _results.FindAsync(partition, key, cancellation) is { } stored
            && Read(stored).Claim == delivery.Link.Claim
            && (
                await _results.WriteAsync(
                    partition,
                    [EntityChange.Replace(key, Write(link), stored.ETag), .. others],
                    cancellation
                )
            ).Succeeded;
    }

    private static CtaLink Read(Entity row) => row.Read(RowJson.Plain.CtaLink);

    private static byte[] Write(CtaLink link) => JsonSerializer.SerializeToUtf8Bytes(link, RowJson.Plain.CtaLink);
}
