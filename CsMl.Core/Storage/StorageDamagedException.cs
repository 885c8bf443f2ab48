namespace CsMl.Core.Storage;

/// <summary>The store's file is damaged, or not this app's: trying again does not help, and an operator must see to it.</summary>
public sealed class StorageDamagedException(string message, Exception? inner = null)
    : StorageUnavailableException(message, inner);
