namespace CsMl.Core.Crm.Platform;

/// <summary>The body of a login.</summary>
internal sealed record PlatformCredentials(string Email, string Password)
{
    /// <summary>Without the values, which a log must not contain.</summary>
    public override string ToString() => nameof(PlatformCredentials);
}
