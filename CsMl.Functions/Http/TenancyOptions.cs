using System.ComponentModel.DataAnnotations;

namespace CsMl.Functions.Http;

/// <summary>Settings <c>Tenancy:*</c>: which tenant's data a call may access.</summary>
public sealed class TenancyOptions
{
    public const string Section = "Tenancy";

    /// <summary>
    /// Single: one tenant, `default`, and the header is ignored. Header: the header X-Tenant-ID names the tenant.
    /// Claim: a claim of the principal that App Service authentication forwards names the tenant.
    /// </summary>
    public TenancyMode Mode { get; set; } = TenancyMode.Single;

    /// <summary>Type of the claim that names the tenant, in mode Claim.</summary>
    [Required]
    public string ClaimType { get; set; } = "tenant";
}
