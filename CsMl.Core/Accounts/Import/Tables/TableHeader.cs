using CsMl.Core.Json;

namespace CsMl.Core.Accounts.Import.Tables;

/// <summary>Finds the fields that the columns of a table hold, by their names and by what the caller decides.</summary>
internal static class TableHeader
{
    private const string Account = "accountId";
    private const string Currency = "currency";

    /// <summary>The columns whose field is known, and what is wrong with the header.</summary>
    public static ResolvedHeader Resolve(IReadOnlyList<Cell> header, FieldSet fields, ImportOptions options)
    {
        var faults = new List<FieldError>();
        var map = ReadMap(header, fields, options, faults);
        var found = new Dictionary<ImportField, List<(Column Column, int Rank)>>();
        for (var i = 0; i < header.Count; i++)
        {
            if (header[i].AsText() is { Length: > 0 } name && Find(name, fields, map) is var (field, rank, currency))
            {
                found.TryAdd(field, []);
                found[field].Add((new Column(i, name, field) { Currency = currency }, rank));
            }
        }

        PreferCurrencyOfRevenue(found);
        var columns = new List<Column>();
        List<Column> rivals = [];
        foreach (var (field, candidates) in found)
        {
            var least = candidates.Min(c => c.Rank);
            var best = candidates.Where(c => c.Rank == least).Select(c => c.Column).ToList();
            columns.Add(best[0]);
            if (field.Name == Account && candidates.Count > 1 && least > 0)
            {
                rivals = [.. candidates.OrderBy(c => c.Rank).Select(c => c.Column)];
            }

            if (best.Count > 1 && !IsDecidedByRows(field, options))
            {
                faults.Add(new FieldError(field.Name, Ambiguous(best, options.Style)));
            }
        }

        foreach (var field in fields.Fields.Where(f => f.IsRequired && !found.ContainsKey(f)))
        {
            if (field.Name != Account || options.AccountId is null)
            {
                faults.Add(
                    new FieldError(
                        field.Name,
                        $"is missing from the header; name a column {field.Name}, or say which one it is with {OptionText.Map(options.Style, "Column", field.Name)}"
                    )
                );
            }
        }

        return new ResolvedHeader([.. columns.OrderBy(c => c.Index)], rivals, faults);
    }

    /// <summary>What is wrong with several columns of one field.</summary>
    public static string Ambiguous(IReadOnlyList<Column> columns, OptionStyle style)
    {
        var names = string.Join(" and ", columns.Select(c => $"'{CellText.Shown(c.Header)}'"));
        return $"is the field of the columns {names}; decide with {OptionText.Map(style, columns[0].Header, columns[0].Field.Name)}";
    }

    /// <summary>The account of an item is the column whose ids are accounts; what an account's own id is, its name says.</summary>
    private static bool IsDecidedByRows(ImportField field, ImportOptions options) =>
        field.Name == Account && options.Kind != ImportKind.Accounts;

    /// <summary>
    /// The field of a column, how weak its name is, and the currency that the name states. Rank 0 is the caller's decision,
    /// 1 the field's own name where that is the account's id, and weaker names have more.
    /// </summary>
    private static (ImportField Field, int Rank, string? Currency)? Find(
        string name,
        FieldSet fields,
        Dictionary<string, ImportField?> map
    )
    {
        var stated = HeaderCurrency.Of(name);
        if (map.TryGetValue(HeaderName.Normalize(name), out var decided))
        {
            return decided is null ? null : (decided, 0, CurrencyFor(decided, stated?.Code));
        }

        if (stated is var (bare, code) && fields.Find(bare) is ({ Type: FieldType.Money } amount, var weak))
        {
            return (amount, weak + 2, code);
        }

        return fields.Find(name) is not var (field, weakness) ? null
            : field.Name == Account && HeaderName.Normalize(name) == HeaderName.Normalize(Account) ? (field, 1, null)
            : (field, weakness + 2, null);
    }

    private static string? CurrencyFor(ImportField field, string? code) => field.Type == FieldType.Money ? code : null;

    /// <summary>
    /// Of several columns of currencies the one named after the column of revenue: Salesforce writes one before each amount.
    /// </summary>
    private static void PreferCurrencyOfRevenue(Dictionary<ImportField, List<(Column Column, int Rank)>> found)
    {
        foreach (var (field, candidates) in found.Where(f => f.Key.Name == Currency && f.Value.Count > 1))
        {
            var amounts = found
                .Where(f => f.Key.Type == FieldType.Money)
                .Select(f => HeaderName.Normalize(f.Value.MinBy(c => c.Rank).Column.Header))
                .ToList();
            var named = candidates.FindIndex(c =>
                amounts.Exists(a =>
                    HeaderName.Normalize(c.Column.Header) is var key && key.StartsWith(a, StringComparison.Ordinal)
                )
            );
            if (named >= 0 && !candidates.Exists(c => c.Rank == 0))
            {
                candidates[named] = candidates[named] with { Rank = 1 };
            }
        }
    }

    private static Dictionary<string, ImportField?> ReadMap(
        IReadOnlyList<Cell> header,
        FieldSet fields,
        ImportOptions options,
        List<FieldError> faults
    )
    {
        var names = header.Select(cell => cell.AsText() ?? "").ToList();
        var map = new Dictionary<string, ImportField?>(StringComparer.Ordinal);
        foreach (var (column, fieldName) in options.Map)
        {
            var key = HeaderName.Normalize(column);
            if (!names.Exists(name => HeaderName.Normalize(name) == key))
            {
                faults.Add(
                    new FieldError(column, $"is no column of the file{DidYouMean(NearestName.Of(column, names))}")
                );
            }

            var field = fieldName is null ? null : fields.Find(fieldName)?.Field;
            if (fieldName is not null && field is null)
            {
                faults.Add(
                    new FieldError(
                        fieldName,
                        $"is no field of {EnumNames.Of(options.Kind)}{DidYouMean(fields.Nearest(fieldName)) ?? $"; there are {string.Join(", ", fields.Fields.Select(f => f.Name))}"}"
                    )
                );
            }

            if (!map.TryAdd(key, field))
            {
                faults.Add(new FieldError(column, "is mapped twice; map it once"));
            }
        }

        return map;
    }

    private static string? DidYouMean(string? nearest) => nearest is null ? null : $"; did you mean '{nearest}'?";
}
