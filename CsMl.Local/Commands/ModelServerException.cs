namespace CsMl.Local.Commands;

/// <summary>A model's server cannot be used; the message says what to do.</summary>
internal sealed class ModelServerException(string message, Exception? inner = null) : Exception(message, inner);
