using System.Runtime.CompilerServices;
using System.Text.Json;
using CsMl.Core.Crm;
using CsMl.Core.Storage;

namespace CsMl.Core.Consistency;

/// <summary>Checks the rows by which accounts are found by name against the accounts.</summary>
internal sealed class CheckNames(IEntityTable accounts)
{
    public async IAsyncEnumerable<Contradiction> RunAsync(
        string partition,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        var there = new HashSet<string>(StringComparer.Ordinal);
        var keysOnly = NameRows.All with { KeysOnly = true };
        await foreach (var row in accounts.QueryAsync(partition, keysOnly, cancellation))
        {
            there.Add(row.RowKey);
        }

        await foreach (var row in accounts.QueryAsync(partition, AccountRows.Range(null), cancellation))
        {
            var (id, part) = AccountRows.Split(row.RowKey);
            if (part != AccountRows.Main)
            {
                continue;
            }

            if (!TryReadName(row, out var name))
            {
                there.RemoveWhere(key => NameRows.AccountOf(key) == id);
                continue;
            }

            foreach (var key in NameRows.KeysOf(id, name).Where(key => !there.Remove(key)))
            {
                const string message = "The account is not found by a word of its name.";
                var repair = EntityChange.Insert(key, NameRows.Body(id, name!));
                yield return new Contradiction(accounts, partition, key, message, repair);
            }
        }

        foreach (var key in there)
        {
            const string message = "An account is found by a name that it does not have.";
            yield return new Contradiction(accounts, partition, key, message, EntityChange.Delete(key));
        }
    }

    /// <summary>False if the account cannot be read.</summary>
    /// <param name="name">Null if it is of an earlier version, which stored no name.</param>
    private static bool TryReadName(Entity row, out string? name)
    {
        try
        {
            name = PackedFacts.ReadMain(row.Json).Name;
            return true;
        }
        catch (Exception e) when (e is JsonException or InvalidDataException or FormatException)
        {
            name = null;
            return false;
        }
    }
}
