namespace CsMl.Core.Accounts;

public sealed record Contact(string? Name, string? Role, DateTimeOffset? LastContactAt)
{
    /// <summary>Id in the CRM, by which an import replaces it.</summary>
    public string? Id { get; init; }
}
