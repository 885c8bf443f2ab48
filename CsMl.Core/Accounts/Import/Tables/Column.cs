namespace CsMl.Core.Accounts.Import.Tables;

/// <summary>A column of a table whose field is known.</summary>
/// <param name="Index">Place in the row, from 0.</param>
/// <param name="Header">As the file writes it.</param>
internal sealed record Column(int Index, string Header, ImportField Field)
{
    /// <summary>The highest number of a column of scores or percentages; null for any other.</summary>
    public int? Top { get; init; }

    /// <summary>How the column writes its numbers; null if nothing decides, and nothing needs to.</summary>
    public NumberFormat? Numbers { get; init; }

    /// <summary>The order of the column's dates; null if nothing decides, and nothing needs to.</summary>
    public DateOrder? Dates { get; init; }

    /// <summary>The ISO 4217 code that the header of a column of amounts states; null if it states none.</summary>
    public string? Currency { get; init; }
}
