namespace CsMl.Core.Requests;

/// <param name="Errors">The errors of the lines that failed, up to 1,000.</param>
/// <param name="Warnings">Unknown words of the lines that were imported, most frequent first.</param>
public sealed record ImportReport(
    int Received,
    int Imported,
    int Failed,
    IReadOnlyList<LineError> Errors,
    IReadOnlyList<ImportWarning> Warnings
);
