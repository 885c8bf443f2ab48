using System.Text.Json;
using System.Text.Json.Nodes;
using CsMl.Core.Portfolio;
using CsMl.Core.Settings;
using CsMl.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Azure.Functions.Worker;

namespace CsMl.Functions.Portfolio;

/// <summary>Shows and changes the settings of the tenant.</summary>
public sealed class PortfolioSettings(
    HttpFunctionInvoker invoker,
    TenantSettings settings,
    ConfiguredSettings configured,
    ChangeScale changeScale
)
{
    internal static readonly Operation GetOperation = new(
        "GetSettings",
        AccessRole.Reader,
        "Show the tenant's settings"
    )
    {
        Details = "Each with where its value comes from: stored by `PutSettings`, configured, or the default.",
        HasVersion = true,
    };

    private static readonly Parameter DryRun = Parameter.Flag(
        "dryRun",
        "Whether to tell what a change would do, and store nothing"
    );

    internal static readonly Operation PutOperation = new(
        "PutSettings",
        AccessRole.Admin,
        "Change the tenant's settings"
    )
    {
        Details =
            "What is left out stays; `null` takes a stored value back, so that the configured one holds. Every instance follows within ten seconds. Thresholds, the expected churn and the mode of learning make the scale of the probabilities: a change of it starts a run that scores every account again, in which no CTA is made, raised or closed. With `dryRun` nothing is stored, and `preview` tells what would become of the accounts.",
        Query = [DryRun],
        Body = ReadSettings.Body,
        HasVersion = true,
    };

    private const string Route = Routes.Portfolio + "settings";

    [Function("GetSettings")]
    public Task<Results<JsonAnswer<Answer<SettingsView>>, ProblemHttpResult>> GetAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", "head", Route = Route)] HttpRequest request,
        CancellationToken cancellation
    ) =>
        invoker.AnswerAsync(
            request,
            GetOperation,
            HttpJson.Plain.AnswerSettingsView,
            async tenant => Show(request, tenant, await settings.FindAsync(tenant, cancellation)),
            cancellation
        );

    [Function("PutSettings")]
    public Task<Results<JsonAnswer<Answer<SettingsView>>, ProblemHttpResult>> PutAsync(
        [HttpTrigger(AuthorizationLevel.Function, "put", Route = Route)] HttpRequest request,
        CancellationToken cancellation
    ) =>
        invoker.AnswerAsync(
            request,
            PutOperation,
            HttpJson.Plain.AnswerSettingsView,
            async tenant =>
            {
                var versions = EntityTags.Of(request, out var malformed);
                var (change, invalid) = await ReadSettings.OfAsync(request, configured.Of(tenant).Limits, cancellation);
                var query = Fields.Of(request.Query);
                var isDryRun = query.Flag(DryRun);
                if ((malformed ?? invalid ?? query.Refusal) is { } refusal)
                {
                    return refusal;
                }

                if (isDryRun)
                {
                    return await PreviewAsync(request, tenant, change, cancellation);
                }

                return await changeScale.StoreAsync(tenant, versions.Admit, change, cancellation) is var (before, after)
                    ? Show(request, tenant, after).With(Changed(tenant, before, after))
                    : ApiProblem.Stale(
                        "The settings have been changed since; GET them again and send their new ETag in If-Match."
                    );
            },
            cancellation
        );

    private ApiResult<Answer<SettingsView>> Show(HttpRequest request, string tenant, SettingsRow row)
    {
        EntityTags.Tell(request, row.Version);
        return new Answer<SettingsView>(SettingsView.Of(tenant, row, configured));
    }

    /// <summary>The settings as they would be, under the version that they have.</summary>
    private async Task<ApiResult<Answer<SettingsView>>> PreviewAsync(
        HttpRequest request,
        string tenant,
        Func<StoredSettings, StoredSettings> change,
        CancellationToken cancellation
    )
    {
        var (after, preview) = await changeScale.PreviewAsync(tenant, change, cancellation);
        EntityTags.Tell(request, after.Version);
        var view = SettingsView.Of(tenant, after, configured) with { Preview = preview };
        return ((ApiResult<Answer<SettingsView>>)new Answer<SettingsView>(view)).With(ApiChange.None);
    }

    private ApiChange Changed(string tenant, SettingsRow before, SettingsRow after) =>
        new(before != after, Json(tenant, before), Json(tenant, after));

    private JsonObject Json(string tenant, SettingsRow row) =>
        JsonSerializer
            .SerializeToNode(SettingsView.Of(tenant, row, configured), HttpJson.Plain.SettingsView)!
            .AsObject();
}
