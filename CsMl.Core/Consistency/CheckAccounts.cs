using System.Globalization;
using System.Runtime.CompilerServices;
using CsMl.Core.Crm;
using CsMl.Core.Storage;

namespace CsMl.Core.Consistency;

/// <summary>Checks the rows of the account index: accounts against their parts.</summary>
internal sealed class CheckAccounts(IEntityTable accounts)
{
    /// <summary>A tenant that has accounts but is missing from the list of tenants gets no nightly runs.</summary>
    public static Contradiction Unlisted(IEntityTable accounts, string tenant) =>
        new(
            accounts,
            AccountIndex.TenantsPartition,
            tenant,
            "The tenant has accounts and is not in the list of tenants.",
            EntityChange.Insert(tenant, "{}"u8.ToArray())
        );

    public async IAsyncEnumerable<Contradiction> RunAsync(
        string partition,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        var (account, parts, found) = ("", 0, 0);
        await foreach (var row in accounts.QueryAsync(partition, AccountRows.Range(null), cancellation))
        {
            var (id, part) = AccountRows.Split(row.RowKey);
            if (part == AccountRows.Main)
            {
                if (await EndAsync(partition, account, (parts, found), cancellation) is { } incomplete)
                {
                    yield return incomplete;
                }

                (account, found) = (id, 0);
                var main = TryRead(row);
                if (main is null)
                {
                    yield return Found(partition, row.RowKey, "The account cannot be read; import it again.");
                }

                parts = main?.Parts ?? int.MaxValue;
            }
            else if (id != account)
            {
                yield return Found(
                    partition,
                    row.RowKey,
                    "A part of an account that is not there; import the account again."
                );
            }
            else if (!IsPartOf(part, parts))
            {
                if (await FindExtraAsync(partition, row.RowKey, cancellation) is { } extra)
                {
                    yield return extra;
                }
            }
            else
            {
                found++;
            }
        }

        if (await EndAsync(partition, account, (parts, found), cancellation) is { } last)
        {
            yield return last;
        }
    }

    private Contradiction Found(string partition, string rowKey, string message) =>
        new(accounts, partition, rowKey, message, Repair: null);

    /// <summary>What is wrong with the parts of the account that was read last; null if nothing is.</summary>
    private async Task<Contradiction?> EndAsync(
        string partition,
        string account,
        (int Wanted, int Found) parts,
        CancellationToken cancellation
    )
    {
        if (parts.Wanted is 0 or int.MaxValue)
        {
            return null;
        }

        var main = EntityKey.Of(account, AccountRows.Main);
        return parts.Found < parts.Wanted
                ? Found(
                    partition,
                    main,
                    $"Of the {parts.Wanted} parts of the account {parts.Wanted - parts.Found} are missing; import it again."
                )
            : await IsWholeAsync(partition, account, cancellation) ? null
            : Found(partition, main, "The parts of the account cannot be read; import it again.");
    }

    private static bool IsPartOf(string part, int parts) =>
        int.TryParse(part, CultureInfo.InvariantCulture, out var number) && number <= parts;

    /// <summary>
    /// A part that the account does not have now. It is read before the account: one that grows meanwhile writes it again.
    /// </summary>
    private async Task<Contradiction?> FindExtraAsync(string partition, string rowKey, CancellationToken cancellation)
    {
        var (id, part) = AccountRows.Split(rowKey);
        var row = await accounts.FindAsync(partition, rowKey, cancellation);
        var main = await accounts.FindAsync(partition, EntityKey.Of(id, AccountRows.Main), cancellation);
        if (row is null || main is null || TryRead(main) is not { } account || IsPartOf(part, account.Parts))
        {
            return null;
        }

        const string message = "A part that the account, which is whole without it, no longer has.";
        return new Contradiction(accounts, partition, rowKey, message, EntityChange.Delete(rowKey, row.ETag));
    }

    /// <summary>True if the parts make up the account, or are being replaced.</summary>
    private async Task<bool> IsWholeAsync(string partition, string id, CancellationToken cancellation)
    {
        var key = EntityKey.Of(id, AccountRows.Main);
        var row = await accounts.FindAsync(partition, key, cancellation);
        if (row is null || TryRead(row) is not { } main)
        {
            return true;
        }

        var parts = new List<ReadOnlyMemory<byte>>();
        await foreach (var part in accounts.QueryAsync(partition, RowRange.Of(id + EntityKey.Separator), cancellation))
        {
            if (part.RowKey != key && IsPartOf(AccountRows.Split(part.RowKey).Part, main.Parts))
            {
                parts.Add(part.Json);
            }
        }

        return TryRow.Read(() => PackedFacts.Unpack(parts, main.Fingerprint)) is not null
            || (await accounts.FindAsync(partition, key, cancellation))?.ETag != row.ETag;
    }

    /// <summary>Null if the row cannot be read, or is of another account than its key.</summary>
    private static PackedMain? TryRead(Entity row) =>
        TryRow.Read(() =>
            PackedFacts.ReadMain(row.Json) is var main
            && (main.Facts is null ? main.Parts > 0 : main.Facts.AccountId == AccountRows.Split(row.RowKey).AccountId)
                ? main
                : null
        );
}
