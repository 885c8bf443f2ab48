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
        Entity? main = null;
        var (parts, found) = (0, 0);
        await foreach (var row in accounts.QueryAsync(partition, AccountRows.Range(null), cancellation))
        {
            var (id, part) = AccountRows.Split(row.RowKey);
            if (part == AccountRows.Main)
            {
                await foreach (var incomplete in EndAsync(main, parts, found, cancellation))
                {
                    yield return incomplete;
                }

                (main, parts, found) = (row, TryRead(row)?.Parts ?? int.MaxValue, 0);
            }
            else if (main is null || id != AccountRows.Split(main.RowKey).AccountId || !IsPartOf(part, parts))
            {
                if (await FindStrayAsync(partition, row.RowKey, cancellation) is { } stray)
                {
                    yield return stray;
                }
            }
            else
            {
                found++;
            }
        }

        await foreach (var last in EndAsync(main, parts, found, cancellation))
        {
            yield return last;
        }
    }

    /// <summary>
    /// The facts are gone either way. A whole import would replace what is left of them too, but one that adds to them, such
    /// as a file of activities, needs it gone.
    /// </summary>
    private Contradiction Lost(Entity row, string what) =>
        new(
            accounts,
            row.PartitionKey,
            row.RowKey,
            $"{what}; `--repair` deletes it: import the account again then, or with a CRM start a full sync.",
            RowKind.Delete(row)
        );

    /// <summary>What is wrong with the account that was read last, and what is left of it once it is deleted.</summary>
    private async IAsyncEnumerable<Contradiction> EndAsync(
        Entity? main,
        int parts,
        int found,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        if (main is null || await WhyLostAsync(main, parts, found, cancellation) is not { } why)
        {
            yield break;
        }

        yield return Lost(main, why);
        if (await accounts.FindAsync(main.PartitionKey, main.RowKey, cancellation) is not null)
        {
            yield break;
        }

        var id = AccountRows.Split(main.RowKey).AccountId;
        await foreach (var row in accounts.QueryAsync(main.PartitionKey, AccountRows.Range((id, id)), cancellation))
        {
            if (await FindStrayAsync(main.PartitionKey, row.RowKey, cancellation) is { } stray)
            {
                yield return stray;
            }
        }
    }

    /// <summary>Null if the account is whole, or is being replaced.</summary>
    private async Task<string?> WhyLostAsync(Entity main, int parts, int found, CancellationToken cancellation)
    {
        var why =
            parts == int.MaxValue ? "The account cannot be read"
            : found < parts ? $"Of the {parts} parts of the account {parts - found} are missing"
            : parts > 0 && !await IsWholeAsync(main, cancellation) ? "The parts of the account cannot be read"
            : null;
        return
            why is not null
            && (await accounts.FindAsync(main.PartitionKey, main.RowKey, cancellation))?.ETag == main.ETag
            ? why
            : null;
    }

    private static bool IsPartOf(string part, int parts) =>
        int.TryParse(part, CultureInfo.InvariantCulture, out var number) && number <= parts;

    /// <summary>
    /// A part that the account does not have now, or whose account is not there. It is read before the account: one that grows
    /// or comes meanwhile writes it again.
    /// </summary>
    private async Task<Contradiction?> FindStrayAsync(string partition, string rowKey, CancellationToken cancellation)
    {
        var (id, part) = AccountRows.Split(rowKey);
        var row = await accounts.FindAsync(partition, rowKey, cancellation);
        var main = await accounts.FindAsync(partition, EntityKey.Of(id, AccountRows.Main), cancellation);
        if (row is null)
        {
            return null;
        }

        if (main is null)
        {
            return IsPartOf(part, int.MaxValue)
                ? Lost(row, "A part of an account that is not there")
                : Contradiction.Foreign(accounts, partition, rowKey);
        }

        const string message = "A part that the account, which is whole without it, no longer has.";
        return TryRead(main) is { } account && !IsPartOf(part, account.Parts)
            ? new Contradiction(accounts, partition, rowKey, message, RowKind.Delete(row))
            : null;
    }

    /// <summary>True if the parts make up the account.</summary>
    private async Task<bool> IsWholeAsync(Entity row, CancellationToken cancellation)
    {
        var (partition, id) = (row.PartitionKey, AccountRows.Split(row.RowKey).AccountId);
        var main = PackedFacts.ReadMain(row.Json);
        var parts = new List<ReadOnlyMemory<byte>>();
        await foreach (var part in accounts.QueryAsync(partition, RowRange.Of(id + EntityKey.Separator), cancellation))
        {
            if (part.RowKey != row.RowKey && IsPartOf(AccountRows.Split(part.RowKey).Part, main.Parts))
            {
                parts.Add(part.Json);
            }
        }

        return TryRow.Read(() => PackedFacts.Unpack(parts, main.Fingerprint)) is not null;
    }

    /// <summary>Null if the row cannot be read, or is of another account than its key.</summary>
    private static PackedMain? TryRead(Entity row) =>
        TryRow.Read(() =>
            PackedFacts.ReadMain(row.Json) is var main
            && (main.Facts is null || main.Facts.AccountId == AccountRows.Split(row.RowKey).AccountId)
                ? main
                : null
        );
}
