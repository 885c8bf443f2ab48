namespace CsMl.Core.Requests;

/// <param name="Errors">What was wrong with the lines that failed, up to 1,000 errors.</param>
public sealed record ImportReport(int Received, int Imported, int Failed, IReadOnlyList<LineError> Errors);
