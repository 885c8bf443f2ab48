namespace CsMl.Local.Host;

/// <summary>
/// The host refuses to start. The message is one paragraph for the person at the console: what is wrong, and
/// what to change.
/// </summary>
public sealed class HostCannotStartException(string message, Exception? inner = null) : Exception(message, inner);
