namespace CsMl.Local.Commands;

/// <summary>An argument or option of a command cannot be used; the message states which, and what would be right.</summary>
internal sealed class BadArgumentException(string message) : Exception(message);
