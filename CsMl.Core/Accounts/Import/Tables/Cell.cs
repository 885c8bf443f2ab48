using System.Globalization;

namespace CsMl.Core.Accounts.Import.Tables;

/// <summary>One cell of a table.</summary>
/// <param name="Text">The text; empty if the cell is blank or holds something else.</param>
/// <param name="Number">The number, or 1 for true.</param>
internal readonly record struct Cell(CellKind Kind, string Text, double Number = 0, DateTime Date = default)
{
    /// <summary>The currency that a workbook shows beside the number; null if none, and in a text.</summary>
    public string? Currency { get; init; }

    public static readonly Cell Blank = new(CellKind.Text, "");

    /// <summary>Whole numbers up to this one are held exactly; of longer ids the last digits are lost.</summary>
    private const double MostExact = 999_999_999_999_999;

    public bool IsBlank => Kind == CellKind.Text && Text.Length == 0;

    public bool IsEmptied => Kind == CellKind.Text && Text == CellText.Empty;

    public static Cell Of(string text) => new(CellKind.Text, CellText.Trim(text));

    /// <summary>The cell as a text, such as an id; null if a number has lost its last digits.</summary>
    public string? AsText() =>
        Kind switch
        {
            CellKind.Text => Text,
            CellKind.Date => Date.TimeOfDay == TimeSpan.Zero
                ? Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
                : Date.ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture),
            CellKind.Flag => Number == 1 ? "true" : "false",
            _ => Math.Abs(Number) > MostExact
                ? null
                : Number.ToString("0.###############", CultureInfo.InvariantCulture),
        };

    /// <summary>The cell as messages quote it.</summary>
    public string Shown => CellText.Shown(AsText() ?? Number.ToString("R", CultureInfo.InvariantCulture));
}
