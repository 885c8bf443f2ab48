namespace CsMl.Core.Crm;

/// <summary>The credentials of one tenant, and the CRM's id of it.</summary>
/// <param name="TenantId">Empty if the adapter serves one tenant.</param>
public sealed record CrmAccess(string TenantId, string Email, string Password, string Token)
{
    public bool CanLogIn => Email.Length > 0 && Password.Length > 0;

    /// <summary>Without the secrets, which a log must not contain.</summary>
    public override string ToString() => $"{nameof(CrmAccess)} {{ {nameof(TenantId)} = {TenantId} }}";
}
