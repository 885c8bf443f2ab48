namespace CsMl.Core.Storage;

/// <summary>The table service cannot answer now: busy, out of reach or over its time. The caller may try again later.</summary>
public class StorageUnavailableException(string message, Exception? inner = null) : Exception(message, inner);
