using System.Text.Json.Serialization.Metadata;

namespace CsMl.Core.Crm.Platform;

/// <summary>A list of the platform, with its filter.</summary>
/// <param name="Name">The path before the query.</param>
/// <param name="Filter">Query of the filter; empty for none.</param>
internal sealed record PlatformPath<T>(string Name, string Filter, JsonTypeInfo<PlatformList<T>> Shape)
{
    public string At(FormattableString query) =>
        $"{Name}?{(Filter.Length > 0 ? Filter + "&" : "")}{FormattableString.Invariant(query)}";
}

/// <summary>The lists of the platform.</summary>
internal static class PlatformPath
{
    public static PlatformPath<PlatformItem> Accounts { get; } = Items("api/crm/accounts");

    public static PlatformPath<PlatformItem> Activities { get; } = Items("api/crm/activities");

    public static PlatformPath<PlatformItem> Opportunities { get; } = Items("api/crm/opportunities");

    /// <summary>The CTAs of all accounts that are not completed or cancelled.</summary>
    public static PlatformPath<PlatformCta> OpenCtas { get; } =
        new(
            "api/crm/accounts/portfolio/ctas",
            "status=OPEN&status=IN_PROGRESS&status=SNOOZED",
            PlatformJson.Default.PlatformListPlatformCta
        );

    /// <param name="accountId">Escaped.</param>
    public static PlatformPath<PlatformActivity> ActivitiesOf(string accountId) =>
        new("api/crm/activities", $"accountId={accountId}", PlatformJson.Default.PlatformListPlatformActivity);

    /// <param name="accountId">Escaped.</param>
    public static PlatformPath<PlatformOpportunity> OpportunitiesOf(string accountId) =>
        new("api/crm/opportunities", $"accountId={accountId}", PlatformJson.Default.PlatformListPlatformOpportunity);

    /// <param name="accountId">Escaped.</param>
    public static PlatformPath<PlatformCta> CtasOf(string accountId) =>
        new($"api/crm/accounts/{accountId}/ctas", "", PlatformJson.Default.PlatformListPlatformCta);

    private static PlatformPath<PlatformItem> Items(string name) =>
        new(name, "", PlatformJson.Default.PlatformListPlatformItem);
}
