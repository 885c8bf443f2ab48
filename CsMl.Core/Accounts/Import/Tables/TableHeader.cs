using CsMl.Core.Json;

namespace CsMl.Core.Accounts.Import.Tables;

/// <summary>Finds the fields that the columns of a table hold, by their names and by what the caller decides.</summary>
internal static class TableHeader
{
    /// <summary>The columns whose field is known, and what is wrong with the header.</summary>
    public static (IReadOnlyList<Column> Columns, IReadOnlyList<FieldError> Faults) Resolve(
        IReadOnlyList<Cell> header,
        FieldSet fields,
        ImportOptions options
    )
    {
        var faults = new List<FieldError>();
        var map = ReadMap(header, fields, options, faults);
        var found = new Dictionary<ImportField, List<(Column Column, int Rank)>>();
        for (var i = 0; i < header.Count; i++)
        {
            if (header[i].AsText() is { Length: > 0 } name && Rank(name, fields, map) is var (field, rank))
            {
                found.TryAdd(field, []);
                found[field].Add((new Column(i, name, field), rank));
            }
        }

        var columns = new List<Column>();
        foreach (var (field, candidates) in found)
        {
            var least = candidates.Min(c => c.Rank);
            var best = candidates.Where(c => c.Rank == least).Select(c => c.Column).ToList();
            columns.Add(best[0]);
            if (best.Count > 1)
            {
                var names = string.Join(" and ", best.Select(c => $"'{CellText.Shown(c.Header)}'"));
                faults.Add(
                    new FieldError(
                        field.Name,
                        $"is the field of the columns {names}; decide with --map \"{best[0].Header}={field.Name}\""
                    )
                );
            }
        }

        foreach (var field in fields.Fields.Where(f => f.IsRequired && !found.ContainsKey(f)))
        {
            if (field.Name != "accountId" || options.AccountId is null)
            {
                faults.Add(
                    new FieldError(
                        field.Name,
                        $"is missing from the header; name a column {field.Name}, or say which one it is with --map \"Column={field.Name}\""
                    )
                );
            }
        }

        return ([.. columns.OrderBy(c => c.Index)], faults);
    }

    /// <summary>The field of a column: 0 if the caller decided it, 1 by a name of its own, 2 by a weak one.</summary>
    private static (ImportField Field, int Rank)? Rank(
        string name,
        FieldSet fields,
        Dictionary<string, ImportField?> map
    ) =>
        map.TryGetValue(HeaderName.Normalize(name), out var decided) ? (decided is null ? null : (decided, 0))
        : fields.Find(name) is var (field, isWeak) ? (field, isWeak ? 2 : 1)
        : null;

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
                        $"is no field of {EnumNames.Of(options.Kind)}{DidYouMean(fields.Nearest(fieldName))}; there are {string.Join(", ", fields.Fields.Select(f => f.Name))}"
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

    private static string DidYouMean(string? nearest) => nearest is null ? "" : $"; did you mean '{nearest}'?";
}
