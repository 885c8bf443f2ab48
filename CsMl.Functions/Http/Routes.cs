namespace CsMl.Functions.Http;

/// <summary>The functions' routes, relative to the host's route prefix.</summary>
internal static class Routes
{
    public const string Account = "crm/accounts/{accountId}/ml/";

    /// <summary>
    /// The same, where the portfolio has a route of the same name: the Functions host takes the first route that
    /// matches, in no order of its own.
    /// </summary>
    public const string AccountOnly = "crm/accounts/{accountId:regex(^(?!portfolio$).*$)}/ml/";

    /// <summary>All of an account.</summary>
    public const string WholeAccount = "crm/accounts/{accountId}/ml";

    public const string Portfolio = "crm/accounts/portfolio/ml/";
}
