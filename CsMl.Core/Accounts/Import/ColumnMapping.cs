using CsMl.Core.Json;

namespace CsMl.Core.Accounts.Import;

/// <summary>The caller's decision on one column.</summary>
/// <param name="Header">The name of the column, compared as names of columns are.</param>
/// <param name="Field">The field that the column holds; null to ignore the column.</param>
public sealed record ColumnMapping(string Header, string? Field)
{
    /// <summary>What stands for "ignore this column".</summary>
    public const string Ignored = "-";

    /// <summary>Reads <c>Header=field</c>; the last equals sign counts, because a header may have one.</summary>
    public static ColumnMapping? Parse(string text)
    {
        var at = text.LastIndexOf('=');
        var (header, field) = at < 0 ? ("", "") : (CellText.Trim(text[..at]), CellText.Trim(text[(at + 1)..]));
        return header.Length == 0 || field.Length == 0
            ? null
            : new ColumnMapping(header, field == Ignored ? null : field);
    }

    /// <summary>Reads a mapping file: one <c>Header=field</c> a line; blank lines and lines that begin with # are not read.</summary>
    public static IReadOnlyList<ColumnMapping> ParseFile(string text, FieldErrors errors)
    {
        var map = new List<ColumnMapping>();
        var number = 0;
        foreach (var line in text.TrimStart('\uFEFF').Split('\n'))
        {
            number++;
            var trimmed = CellText.Trim(line);
            if (trimmed.Length == 0 || trimmed[0] == '#')
            {
                continue;
            }

            if (Parse(trimmed) is { } mapping)
            {
                map.Add(mapping);
            }
            else
            {
                errors.Add($"line {number}", "is not a mapping; write Header=field");
            }
        }

        return map;
    }
}
