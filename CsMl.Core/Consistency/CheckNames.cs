using System.Runtime.CompilerServices;
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
        var there = new Dictionary<string, Entity>(StringComparer.Ordinal);
        await foreach (var row in accounts.QueryAsync(partition, NameRows.All, cancellation))
        {
            there.Add(row.RowKey, row);
        }

        await foreach (var row in accounts.QueryAsync(partition, AccountRows.Range(null), cancellation))
        {
            var (id, part) = AccountRows.Split(row.RowKey);
            if (part != AccountRows.Main || TryRead(row) is not { } main)
            {
                continue;
            }

            foreach (var key in NameRows.KeysOf(id, main.Name))
            {
                var isSound = there.Remove(key, out var shown) && IsOf(shown, id, main.Name!);
                if (!isSound && await FindAsync(partition, key, id, cancellation) is { } found)
                {
                    yield return found;
                }
            }
        }

        foreach (var key in there.Keys)
        {
            if (await FindAsync(partition, key, NameRows.AccountOf(key), cancellation) is { } found)
            {
                yield return found;
            }
        }
    }

    /// <summary>
    /// What is wrong with a row now. It is read before the account, with which it is written in one transaction.
    /// </summary>
    private async Task<Contradiction?> FindAsync(
        string partition,
        string key,
        string? id,
        CancellationToken cancellation
    )
    {
        var shown = await accounts.FindAsync(partition, key, cancellation);
        var row =
            id is not null && EntityKey.IsSegment(id)
                ? await accounts.FindAsync(partition, EntityKey.Of(id, AccountRows.Main), cancellation)
                : null;
        var main = row is null ? null : TryRead(row);
        if (row is not null && main is null)
        {
            // Nobody knows which name the account has.
            return null;
        }

        if (main?.Name is not { } name || !NameRows.KeysOf(id!, name).Contains(key, StringComparer.Ordinal))
        {
            const string wrong = "An account is found by a name that it does not have.";
            return shown is null ? null : Found(wrong, EntityChange.Delete(key, shown.ETag));
        }

        var body = NameRows.Body(id!, name);
        if (shown is null)
        {
            const string missing = "The account is not found by a word of its name.";
            return Found(missing, EntityChange.Insert(key, body)) with { Unchanged = row };
        }

        const string damaged = "The row by which an account is found by its name is damaged.";
        return IsOf(shown, id!, name) ? null : Found(damaged, EntityChange.Replace(key, body, shown.ETag));

        Contradiction Found(string message, EntityChange repair) => new(accounts, partition, key, message, repair);
    }

    private static bool IsOf(Entity row, string id, string name) =>
        TryRow.Read(() => NameRows.Read(row)) is { } named && named == new NamedAccount(id, name);

    /// <summary>Null if the account cannot be read. Its name is null if it is of an earlier version, which stored none.</summary>
    private static PackedMain? TryRead(Entity row) => TryRow.Read(() => PackedFacts.ReadMain(row.Json));
}
