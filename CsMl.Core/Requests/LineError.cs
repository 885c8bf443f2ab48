namespace CsMl.Core.Requests;

/// <param name="Line">Line number, starting at 1.</param>
public sealed record LineError(int Line, string Field, string Message);
