namespace CsMl.Functions.Http;

/// <summary>Where the functions hang, below the host's own prefix.</summary>
internal static class Routes
{
    public const string Account = "crm/accounts/{accountId}/ml/";

    public const string Portfolio = "crm/accounts/portfolio/ml/";
}
