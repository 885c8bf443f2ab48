using System.ComponentModel.DataAnnotations;

namespace CsMl.Core.Crm;

/// <summary>Settings <c>Crm:*</c>: where facts come from and CTAs go.</summary>
public sealed class CrmOptions
{
    public const string Section = "Crm";

    /// <summary>The tenant of an app that serves a single one.</summary>
    public const string SingleTenant = "default";

    /// <summary>
    /// Embedded: facts arrive by PUT and import. Platform: the Customer Success platform. Http: an adapter that serves
    /// the contract of docs/CRM.md.
    /// </summary>
    public CrmKind Kind { get; set; } = CrmKind.Embedded;

    /// <summary>URL of the CRM, before <c>/api</c> or <c>/accounts</c>.</summary>
    public Uri? Endpoint { get; set; }

    /// <summary>E-mail address of the user that signs in; Platform only.</summary>
    public string Email { get; set; } = "";

    /// <summary>Password of the user that signs in; Platform only.</summary>
    public string Password { get; set; } = "";

    /// <summary>
    /// Bearer token. Http: the adapter's key. Platform: used until it is refused; without a password nothing replaces
    /// it.
    /// </summary>
    public string Token { get; set; } = "";

    /// <summary>
    /// The CRM's id of the app's one tenant, sent in <c>X-Tenant-ID</c>. Platform: required, unless
    /// <see cref="Tenants"/> has the tenants.
    /// </summary>
    public string TenantId { get; set; } = "";

    /// <summary>Maximum number of concurrent calls of one instance of the app, 1–64.</summary>
    [Range(1, 64)]
    public int Concurrency { get; set; } = 8;

    /// <summary>Time-out of one attempt of a call in seconds, 1–300.</summary>
    [Range(1, 300)]
    public int TimeoutSeconds { get; set; } = 30;

    /// <summary>Retries of a read after a transient failure, 0–5.</summary>
    [Range(0, 5)]
    public int Retries { get; set; } = 3;

    /// <summary>Hours after which all facts are read again, whether they changed or not, 24–8760.</summary>
    [Range(24, 8_760)]
    public int FullSyncHours { get; set; } = 168;

    /// <summary>Whether the churn risk of an account is written to the CRM after a prediction; Platform only.</summary>
    public bool WriteBack { get; set; }

    /// <summary>Hours since the last complete sync after which predictions state the age of their facts, 1–8760.</summary>
    [Range(1, 8_760)]
    public int StaleAfterHours { get; set; } = 36;

    /// <summary>The app's tenants, by tenant id, if there is more than one; empty for an app with one tenant.</summary>
    public Dictionary<string, TenantCrmOptions> Tenants { get; } = new(StringComparer.Ordinal);

    /// <summary>The tenants that are synchronized.</summary>
    public IReadOnlyList<string> TenantNames => Tenants.Count > 0 ? [.. Tenants.Keys] : [SingleTenant];

    /// <summary>Where a tenant's facts come from, without secrets.</summary>
    public string OriginOf(string tenant)
    {
        var id = AccessOf(tenant).TenantId;
        return $"{Kind} {Endpoint?.GetLeftPart(UriPartial.Path)}{(id.Length > 0 ? $" tenant {id}" : "")}";
    }

    /// <summary>How the CRM is called for each of them.</summary>
    public IEnumerable<CrmAccess> Accesses => TenantNames.Select(AccessOf);

    /// <summary>How the CRM is called for one tenant.</summary>
    /// <exception cref="CrmException">The settings do not name the tenant.</exception>
    public CrmAccess AccessOf(string tenant)
    {
        if (Tenants.Count == 0 && tenant == SingleTenant)
        {
            return new CrmAccess(TenantId, Email, Password, Token);
        }

        return Tenants.TryGetValue(tenant, out var own)
            ? new CrmAccess(
                own.TenantId,
                own.Email.Length > 0 ? own.Email : Email,
                own.Email.Length > 0 ? own.Password : Password,
                own.Token.Length > 0 ? own.Token : Token
            )
            : throw new CrmException($"The settings do not say which tenant of the CRM {tenant} is: Crm:Tenants.");
    }
}
