namespace CsMl.Core.Accounts.Import.Files;

/// <summary>The file is in no format that an import reads, or is damaged. The message says what to do.</summary>
public sealed class ImportFormatException(string message, Exception? inner = null) : Exception(message, inner);
