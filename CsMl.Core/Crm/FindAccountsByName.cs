using CsMl.Core.Accounts;
using CsMl.Core.Storage;

namespace CsMl.Core.Crm;

/// <summary>Finds accounts by the beginnings of words of their names, from index rows.</summary>
public sealed class FindAccountsByName(Tables tables)
{
    public const int Most = 20;

    /// <summary>Rows that are looked at where most lack another word that was asked for.</summary>
    private const int MostLooks = 2_000;

    /// <param name="text">One or more words or beginnings of words; accounts are found that have all of them.</param>
    /// <returns>Up to <see cref="Most"/> accounts by the alphabet, and whether there may be more.</returns>
    public async Task<(IReadOnlyList<NamedAccount> Accounts, bool MayHaveMore)> RunAsync(
        string tenant,
        string text,
        CancellationToken cancellation
    )
    {
        var words = NameWords.Of(text);
        // The longest one is the rarest.
        if (words.MaxBy(word => word.Length) is not { } longest)
        {
            return ([], false);
        }

        RowRange[] range = [NameRows.Beginning(longest) with { PageSize = words.Count == 1 ? Most / 2 : 100 }];
        var (found, looks) = (new Dictionary<string, NamedAccount>(StringComparer.Ordinal), 0);
        await foreach (var (row, _) in MergeBuckets.ReadAsync(tables.Accounts, tenant, range, null, cancellation))
        {
            var account = NameRows.Read(row);
            if (looks++ == MostLooks || (found.Count == Most && !found.ContainsKey(account.Id)))
            {
                return (Sorted(), true);
            }

            if (HasAll(account, words))
            {
                found[account.Id] = account;
            }
        }

        return (Sorted(), false);

        List<NamedAccount> Sorted() =>
            [
                .. found
                    .Values.OrderBy(a => a.Name, StringComparer.OrdinalIgnoreCase)
                    .ThenBy(a => a.Id, StringComparer.Ordinal),
            ];
    }

    private static bool HasAll(NamedAccount account, IReadOnlyList<string> beginnings)
    {
        var words = NameWords.Of(account.Name);
        return beginnings.All(start => words.Any(word => word.StartsWith(start, StringComparison.Ordinal)));
    }
}
