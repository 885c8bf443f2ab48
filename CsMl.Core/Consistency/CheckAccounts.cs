using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
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
                if (Incomplete() is { } incomplete)
                {
                    yield return incomplete;
                }

                (account, found) = (id, 0);
                var main = Read(row);
                if (main is null)
                {
                    yield return Found(row, "The account cannot be read; import it again.", null);
                }

                parts = main?.Parts ?? int.MaxValue;
            }
            else if (id != account)
            {
                yield return Found(row, "A part of an account that is not there; import the account again.", null);
            }
            else if (!int.TryParse(part, CultureInfo.InvariantCulture, out var number) || number > parts)
            {
                var repair = EntityChange.Delete(row.RowKey, row.ETag);
                yield return Found(row, "A part that the account, which is whole without it, no longer has.", repair);
            }
            else
            {
                found++;
            }
        }

        if (Incomplete() is { } last)
        {
            yield return last;
        }

        Contradiction? Incomplete() =>
            parts != int.MaxValue && found < parts
                ? new Contradiction(
                    accounts,
                    partition,
                    EntityKey.Of(account, AccountRows.Main),
                    $"Of the {parts} parts of the account {parts - found} are missing; import it again.",
                    null
                )
                : null;

        Contradiction Found(Entity row, string message, EntityChange? repair) =>
            new(accounts, partition, row.RowKey, message, repair);
    }

    /// <summary>Null if the row cannot be read.</summary>
    private static PackedMain? Read(Entity row)
    {
        try
        {
            return PackedFacts.ReadMain(row.Json);
        }
        catch (Exception e) when (e is JsonException or InvalidDataException or FormatException)
        {
            return null;
        }
    }
}
