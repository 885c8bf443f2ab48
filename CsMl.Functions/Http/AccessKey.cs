namespace CsMl.Functions.Http;

/// <summary>An access key that is configured.</summary>
/// <param name="Name">Its name in the settings, which stands for its holder.</param>
/// <param name="Tenant">Empty with one tenant.</param>
/// <param name="Hash">The SHA-256 of the key.</param>
internal sealed record AccessKey(string Name, AccessRole Role, string Tenant, byte[] Hash);
