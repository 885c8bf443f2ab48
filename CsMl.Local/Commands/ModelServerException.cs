namespace CsMl.Local.Commands;

/// <summary>The model's server cannot be used; the message states the correction.</summary>
internal sealed class ModelServerException(string message, Exception? inner = null) : Exception(message, inner);
