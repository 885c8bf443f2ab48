namespace CsMl.Core.Accounts.Import;

/// <summary>An input is larger than it may be.</summary>
public sealed class BodyTooLargeException(long maxBytes) : Exception($"The input is larger than {maxBytes} bytes.");
