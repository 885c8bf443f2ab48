namespace CsMl.Core.Accounts.Import;

/// <summary>What the caller says about an import.</summary>
/// <param name="Kind">What each row is.</param>
/// <param name="Numbers">How numbers are written; null to decide it by the file.</param>
/// <param name="Dates">The order of ambiguous dates; null to decide it by the file.</param>
/// <param name="AccountId">The account of all rows; null if each row names its own.</param>
public sealed record ImportOptions(
    ImportKind Kind = ImportKind.Accounts,
    NumberFormat? Numbers = null,
    DateOrder? Dates = null,
    string? AccountId = null
)
{
    /// <summary>Columns whose field the caller decides.</summary>
    public IReadOnlyList<ColumnMapping> Map { get; init; } = [];

    /// <summary>How messages name these options.</summary>
    public OptionStyle Style { get; init; }

    /// <summary>True if the caller says to ignore this column or field.</summary>
    internal bool Ignores(string name) =>
        Map.Any(m => m.Field is null && HeaderName.Normalize(m.Header) == HeaderName.Normalize(name));

    /// <summary>The scale of health scores, which is a setting of the tenant.</summary>
    internal HealthScale Scale { get; init; } = HealthScale.Hundred;
}
