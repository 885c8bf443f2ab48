namespace CsMl.Core.Crm;

/// <summary>Settings <c>Crm:Tenants:{tenant}:*</c>; empty credentials default to the general ones.</summary>
public sealed class TenantCrmOptions
{
    public string TenantId { get; set; } = "";

    public string Email { get; set; } = "";

    public string Password { get; set; } = "";

    public string Token { get; set; } = "";
}
