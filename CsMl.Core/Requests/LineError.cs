namespace CsMl.Core.Requests;

/// <param name="Line">From 1.</param>
public sealed record LineError(int Line, string Field, string Message);
