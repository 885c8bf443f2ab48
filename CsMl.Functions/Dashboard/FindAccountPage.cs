using CsMl.Core.Accounts;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace CsMl.Functions.Dashboard;

/// <summary>Leads from the form in the header to the page of an account.</summary>
public sealed class FindAccountPage
{
    [Function("FindAccountPage")]
    public static IResult Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = PagePath.Route + "/accounts")]
            HttpRequest request
    )
    {
        var id = request.Query["id"].ToString().Trim();
        return new SeeOther(AccountId.IsValid(id) ? PagePath.Account(id) : PagePath.Home);
    }
}
