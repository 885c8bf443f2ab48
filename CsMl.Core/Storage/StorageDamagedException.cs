namespace CsMl.Core.Storage;

/// <summary>
/// The store's file is damaged or belongs to another app: a retry does not help, and an operator must repair it.
/// </summary>
public sealed class StorageDamagedException(string message, Exception? inner = null)
    : StorageUnavailableException(message, inner);
