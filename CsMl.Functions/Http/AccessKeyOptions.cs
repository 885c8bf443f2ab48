namespace CsMl.Functions.Http;

/// <summary>Settings <c>Access:Keys:{name}:*</c>: an access key, of which the app knows the hash alone.</summary>
public sealed class AccessKeyOptions
{
    /// <summary>What its holder may do: reader, agent or admin.</summary>
    public string Role { get; set; } = "";

    /// <summary>The only tenant of its holder; with one tenant it may be left out.</summary>
    public string Tenant { get; set; } = "";

    /// <summary>The SHA-256 of the key, as 64 hexadecimal digits.</summary>
    public string Hash { get; set; } = "";
}
