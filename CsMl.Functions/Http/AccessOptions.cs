namespace CsMl.Functions.Http;

/// <summary>Settings <c>Access:*</c>: who may do what.</summary>
public sealed class AccessOptions
{
    public const string Section = "Access";

    /// <summary>
    /// Whether a caller whom App Service authentication signed in needs an app role; otherwise one without a role is
    /// agent.
    /// </summary>
    public bool RequireAppRole { get; set; }

    /// <summary>Access keys by their names. If there is any, every call brings one.</summary>
    public Dictionary<string, AccessKeyOptions> Keys { get; } = new(StringComparer.OrdinalIgnoreCase);
}
