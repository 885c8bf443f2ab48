namespace CsMl.Functions.Http;

/// <summary>The functions' routes, relative to the host's route prefix.</summary>
internal static class Routes
{
    public const string Account = "crm/accounts/{accountId}/ml/";

    public const string Portfolio = "crm/accounts/portfolio/ml/";
}
