namespace CsMl.Core.Accounts.Import;

/// <summary>What is wrong with one field of one row.</summary>
/// <param name="Line">Line number in the file, or row of the sheet, starting at 1.</param>
/// <param name="Field">Empty for the row as a whole.</param>
public sealed record LineError(int Line, string Field, string Message);
