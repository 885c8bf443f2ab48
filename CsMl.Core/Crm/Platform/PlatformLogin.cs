namespace CsMl.Core.Crm.Platform;

/// <param name="Tenants">Ids of the tenants that the user is a member of.</param>
internal sealed record PlatformLogin(string Token, IReadOnlySet<string> Tenants);
