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
    public static PlatformPath<PlatformAccount> Accounts { get; } =
        new("api/crm/accounts", "", PlatformJson.Default.PlatformListPlatformAccount);

    /// <summary>The CTAs of all accounts that are not completed or cancelled.</summary>
    public static PlatformPath<PlatformCta> OpenCtas { get; } =
        new(
            "api/crm/accounts/portfolio/ctas",
            "status=OPEN&status=IN_PROGRESS&status=SNOOZED",
            PlatformJson.Default.PlatformListPlatformCta
        );

    public static PlatformPath<PlatformActivity> Activities(string filter) =>
        new("api/crm/activities", filter, PlatformJson.Default.PlatformListPlatformActivity);

    public static PlatformPath<PlatformOpportunity> Opportunities(string filter) =>
        new("api/crm/opportunities", filter, PlatformJson.Default.PlatformListPlatformOpportunity);

    /// <param name="accountId">Escaped.</param>
    public static PlatformPath<PlatformCta> CtasOf(string accountId) =>
        new($"api/crm/accounts/{accountId}/ctas", "", PlatformJson.Default.PlatformListPlatformCta);
}
