using CsMl.Core.Accounts;
using CsMl.Core.Accounts.Import;

namespace CsMl.Core.Requests;

/// <summary>What came of an import. Received is always imported and failed together.</summary>
/// <param name="Imported">Rows that came in, also those of which something was left out.</param>
/// <param name="Errors">Why rows failed, up to 1,000.</param>
/// <param name="Warnings">
/// What was left out of rows that came in, up to 1,000; line 0 is about the whole file.
/// </param>
/// <param name="UnknownWords">Words of rows that came in that no table of words knows, most frequent first.</param>
/// <param name="Ignored">Columns and fields that nobody knows.</param>
/// <param name="MoreErrors">Number of errors beyond those listed.</param>
/// <param name="MoreWarnings">Number of warnings beyond those listed.</param>
public sealed record ImportReport(
    int Received,
    int Imported,
    int Failed,
    IReadOnlyList<LineError> Errors,
    IReadOnlyList<LineError> Warnings,
    IReadOnlyList<UnknownWord> UnknownWords,
    IReadOnlyList<IgnoredName> Ignored,
    int MoreErrors,
    int MoreWarnings
)
{
    /// <summary>What to do before the first night; null if nothing. It is not stored with the report.</summary>
    public string? Hint { get; init; }

    public static readonly ImportReport None = new(0, 0, 0, [], [], [], [], 0, 0);

    /// <summary>The same without its lists; errors and warnings are counted.</summary>
    public ImportReport WithoutLists() =>
        None with
        {
            Received = Received,
            Imported = Imported,
            Failed = Failed,
            MoreErrors = MoreErrors + Errors.Count,
            MoreWarnings = MoreWarnings + Warnings.Count,
        };
}
