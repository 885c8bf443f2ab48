using System.Globalization;
using System.Text;

namespace CsMl.Tests.Accounts.Import;

/// <summary>
/// A made-up table of accounts, as a random system writes it: names of columns, numbers, dates, separator and encoding
/// are random, and some cells are blank or bad.
/// </summary>
internal sealed class GeneratedImport
{
    private static readonly (string Field, string[] Headers)[] Columns =
    [
        ("accountId", ["accountId", "Account ID", "account_id", "Record ID", "Kundennummer", "Id"]),
        ("name", ["name", "Account Name", "Company name", "Firma", "Kundenname"]),
        ("ownerId", ["ownerId", "Owner", "CSM", "Betreuer"]),
        ("healthScore", ["healthScore", "Health Score", "Current Score", "Health_Score__c"]),
        ("annualRevenue", ["annualRevenue", "ARR", "Jahresumsatz", "Contract Value"]),
        ("renewalDate", ["renewalDate", "Renewal Date", "Verlängerungsdatum", "RENEWAL_DATE"]),
        ("createdAt", ["createdAt", "Created Date", "Erstellt am", "Created On"]),
        ("archived", ["archived", "Is Archived", "Archiviert"]),
    ];

    private static readonly string[] Names =
    [
        "Acme",
        "Müller & Söhne",
        "A, B; C|D",
        "Zoë \"Z\"",
        "Two\nlines",
        "Café – Nord",
        "7",
    ];
    private static readonly string[] Bad = ["n/a", "???", "12.x", "-", "#REF!", "31.31.2026", "maybe"];
    private static readonly string[] Blank = ["", " ", "\u00A0", "  \u00A0"];

    private readonly Random _random;
    private readonly bool _isGerman;
    private readonly int _dateStyle;
    private readonly char _separator;

    public GeneratedImport(int seed)
    {
        _random = new Random(seed);
        _isGerman = _random.Next(2) == 0;
        _dateStyle = _random.Next(6);
        _separator = Any([',', ';', '\t', '|']);
        var optional = Columns[2..].Where(_ => _random.Next(3) > 0).ToArray();
        Fields = [.. Columns[..2].Concat(optional).OrderBy(_ => _random.Next())];
        Headers = [.. Fields.Select(column => Any(column.Headers))];
        Rows =
        [
            .. Enumerable.Range(0, _random.Next(1, 25)).Select(i => Fields.Select(f => Cell(f.Field, i)).ToArray()),
        ];
        Bytes = Write();
    }

    public IReadOnlyList<(string Field, string[] Headers)> Fields { get; }

    public IReadOnlyList<string> Headers { get; }

    public IReadOnlyList<GeneratedCell[]> Rows { get; }

    /// <summary>The line at which each row begins.</summary>
    public List<int> Lines { get; } = [];

    public byte[] Bytes { get; }

    /// <summary>The same file with a few bytes changed, lost or repeated.</summary>
    public byte[] Damaged()
    {
        var bytes = Bytes.ToList();
        for (var n = _random.Next(1, 6); n > 0 && bytes.Count > 0; n--)
        {
            var at = _random.Next(bytes.Count);
            switch (_random.Next(4))
            {
                case 0:
                    bytes[at] = (byte)_random.Next(256);
                    break;
                case 1:
                    bytes.Insert(at, Any("\"\n\r,;\t\0{["u8.ToArray()));
                    break;
                case 2:
                    bytes.RemoveRange(at, Math.Min(_random.Next(1, 30), bytes.Count - at));
                    break;
                default:
                    bytes.InsertRange(at, bytes.GetRange(0, _random.Next(Math.Min(200, bytes.Count))));
                    break;
            }
        }

        return [.. bytes];
    }

    private GeneratedCell Cell(string field, int row)
    {
        var isKey = field is "accountId" or "name";
        if (_random.Next(isKey ? 20 : 5) == 0)
        {
            return new GeneratedCell("", null);
        }

        if (_random.Next(12) == 0 && field is not ("name" or "ownerId"))
        {
            return new GeneratedCell(field == "accountId" ? "a/b" : Any(Bad), null);
        }

        return field switch
        {
            "accountId" => Text($"g{row}"),
            "name" => Text(Any(Names)),
            "ownerId" => Text($"csm-{_random.Next(9)}"),
            "healthScore" => Number(_random.Next(1_001) / 10m),
            "annualRevenue" => Number(Any([84_000m, 12_500.5m, 7m, 1_234_567.89m, 0.5m, _random.Next(1_000_000)])),
            "archived" => _random.Next(2) == 0
                ? new GeneratedCell(Any(["true", "Yes", "1", "ja"]), true)
                : new GeneratedCell(Any(["false", "No", "0", "nein"]), false),
            _ => Date(new DateTime(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddDays(_random.Next(1_500))),
        };
    }

    private static GeneratedCell Text(string text) => new(text, text);

    private GeneratedCell Number(decimal value)
    {
        var english = value.ToString(Any(["0.##", "#,0.##", "#,0.00"]), CultureInfo.InvariantCulture);
        var text = _isGerman ? english.Replace(',', ' ').Replace('.', ',').Replace(' ', '.') : english;
        return new GeneratedCell(Any([text, text, $"{text} €", $"€ {text}", $"{text} EUR"]), value);
    }

    private GeneratedCell Date(DateTime date) =>
        new(
            _dateStyle switch
            {
                0 => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                1 => date.ToString(Any(["dd.MM.yyyy", "d.M.yyyy", "dd.MM.yy"]), CultureInfo.InvariantCulture),
                2 => date.ToString("M/d/yyyy", CultureInfo.InvariantCulture),
                3 => date.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture),
                4 => ((int)(date - new DateTime(1899, 12, 30)).TotalDays).ToString(CultureInfo.InvariantCulture),
                _ => date.ToString("d MMM yyyy", CultureInfo.InvariantCulture),
            },
            date
        );

    private byte[] Write()
    {
        var text = new StringBuilder();
        var line = 1;
        Append(Headers);
        foreach (var row in Rows)
        {
            if (_random.Next(10) == 0)
            {
                Append([Any(Blank), .. Headers.Skip(1).Select(_ => "")]);
            }

            Lines.Add(line);
            Append(row.Select(cell => _random.Next(8) == 0 ? $" {cell.Text}\u00A0" : cell.Text));
        }

        return Encode(text.ToString());

        void Append(IEnumerable<string> cells)
        {
            var record = string.Join(_separator, cells.Select(Quoted));
            text.Append(record).Append(Any(["\n", "\r\n"]));
            line += 1 + record.Count(c => c == '\n');
        }
    }

    private string Quoted(string cell) =>
        cell.AsSpan().ContainsAny([_separator, '"', '\n']) || _random.Next(4) == 0
            ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
            : cell;

    private byte[] Encode(string text) =>
        _random.Next(6) switch
        {
            0 => [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text)],
            1 => [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(text)],
            2 => [.. Encoding.BigEndianUnicode.Preamble, .. Encoding.BigEndianUnicode.GetBytes(text)],
            3 => CodePagesEncodingProvider.Instance.GetEncoding(1252)!.GetBytes(text),
            4 => ImportRig.Gzip(Encoding.UTF8.GetBytes(text)),
            _ => Encoding.UTF8.GetBytes(text),
        };

    private T Any<T>(T[] choices) => choices[_random.Next(choices.Length)];
}
