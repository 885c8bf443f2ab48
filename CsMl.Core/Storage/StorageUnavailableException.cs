namespace CsMl.Core.Storage;

/// <summary>
/// The storage service is unavailable: busy, out of reach or over its time limit. The caller may retry later.
/// </summary>
public class StorageUnavailableException(string message, Exception? inner = null) : Exception(message, inner);
