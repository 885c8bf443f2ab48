namespace CsMl.Local.Host;

/// <summary>
/// The host cannot start. The message is one paragraph for the person at the console: the error and its correction.
/// </summary>
public sealed class HostCannotStartException(string message, Exception? inner = null) : Exception(message, inner);
