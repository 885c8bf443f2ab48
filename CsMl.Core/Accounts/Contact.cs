namespace CsMl.Core.Accounts;

public sealed record Contact(string? Name, string? Role, DateTimeOffset? LastContactAt);
