using CsMl.Functions.Http;
using Microsoft.AspNetCore.Http;

namespace CsMl.Functions.Dashboard;

/// <summary>A request for a page by somebody who may see it.</summary>
/// <param name="UserId">The CRM's id of the user; null if it is unknown.</param>
/// <param name="FormToken">What each form of the page must hold.</param>
/// <param name="CanSignOut">True if somebody signed in here, with an access key.</param>
internal sealed record PageVisit(HttpRequest Request, Caller Caller, string? UserId, string FormToken, bool CanSignOut)
{
    public string Tenant => Caller.Tenant;

    /// <summary>True if buttons for such changes are shown. What they call checks it again.</summary>
    public bool MayDo(AccessRole role) => Caller.Role >= role;

    /// <summary>What became of a change; null if there was none.</summary>
    public Notice? Notice { get; init; }

    /// <summary>The form whose change was refused; null if none was.</summary>
    public PageForm? Refused { get; init; }

    /// <summary>What was filled in, if it is this form that was refused; null for all others.</summary>
    public PageForm? TypedInto(string action, string account, string? cta = null) =>
        Refused is { } form
        && form[Forms.Action] == action
        && form[PageActions.Account] == account
        && form.Given(PageActions.Cta) == cta
            ? form
            : null;

    /// <summary>The address of this page, for links back to it.</summary>
    public string Here => Request.Path + Request.QueryString;
}
