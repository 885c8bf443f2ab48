namespace CsMl.Core.Requests;

/// <param name="Errors">The errors of the lines that failed, up to 1,000.</param>
public sealed record ImportReport(int Received, int Imported, int Failed, IReadOnlyList<LineError> Errors);
