using CsMl.Core.Json;

namespace CsMl.Core.Accounts.Import.Tables;

/// <summary>
/// Decides which of several columns names the account of an item: exports have the id of the CRM that wrote them and that of
/// another one. It is the column whose ids are accounts here.
/// </summary>
/// <param name="isAccount">Whether there is an account of this id.</param>
internal sealed class AccountColumn(Func<string, CancellationToken, Task<bool>> isAccount)
{
    /// <summary>Ids of a column that are looked up.</summary>
    private const int MostIds = 20;

    /// <param name="rivals">The strongest name first.</param>
    /// <returns>The column, or why none can be chosen.</returns>
    public async Task<(Column? Column, FieldError? Fault)> ChooseAsync(
        IReadOnlyList<Column> rivals,
        IReadOnlyList<TableRow> sample,
        OptionStyle style,
        CancellationToken cancellation
    )
    {
        var known = new int[rivals.Count];
        for (var i = 0; i < rivals.Count; i++)
        {
            foreach (var id in Ids(rivals[i], sample))
            {
                known[i] += await isAccount(id, cancellation) ? 1 : 0;
            }
        }

        var most = known.Max();
        if (most > 0)
        {
            return (rivals[Array.IndexOf(known, most)], null);
        }

        // No row will find its account: which column is meant does not show, unless one name is stronger.
        var strong = rivals.Where(r => WeaknessOf(r) == WeaknessOf(rivals[0])).ToList();
        return strong.Count == 1
            ? (rivals[0], null)
            : (null, new FieldError(rivals[0].Field.Name, TableHeader.Ambiguous(strong, style)));
    }

    /// <summary>What a user is told of the columns that were not chosen; null if those are weak names of it.</summary>
    public static FieldError? Warning(Column chosen, IEnumerable<Column> rivals, OptionStyle style)
    {
        var others = rivals.Where(r => r.Index != chosen.Index && WeaknessOf(r) != 1).ToList();
        return others.Count == 0
            ? null
            : new FieldError(
                chosen.Field.Name,
                $"Accounts are those of the column '{CellText.Shown(chosen.Header)}'; {string.Join(" and ", others.Select(o => $"'{CellText.Shown(o.Header)}'"))} was not used. Choose it with {OptionText.Map(style, others[0].Header, chosen.Field.Name)}."
            );
    }

    private static IEnumerable<string> Ids(Column column, IReadOnlyList<TableRow> sample) =>
        sample
            .Where(row => row.Problem is null && column.Index < row.Cells.Count)
            .Select(row => row.Cells[column.Index].AsText())
            .OfType<string>()
            .Where(id => AccountId.IsValid(id))
            .Distinct(StringComparer.Ordinal)
            .Take(MostIds);

    /// <summary>How weak the name is: below 0 for the field's own.</summary>
    private static int WeaknessOf(Column column)
    {
        var key = HeaderName.Normalize(column.Header);
        return key == HeaderName.Normalize(column.Field.Name)
            ? -1
            : column.Field.Keys.Where(k => k.Key == key).Select(k => k.Weakness).FirstOrDefault();
    }
}
