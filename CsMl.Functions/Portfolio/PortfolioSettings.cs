using System.Text.Json;
using System.Text.Json.Nodes;
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
    ConfiguredSettings configured
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

    internal static readonly Operation PutOperation = new(
        "PutSettings",
        AccessRole.Admin,
        "Change the tenant's settings"
    )
    {
        Details =
            "What is left out stays; `null` takes a stored value back, so that the configured one holds. Every instance follows within ten seconds. What is stored already, such as a prediction's category, changes with the next scoring.",
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
                if ((malformed ?? invalid) is { } refusal)
                {
                    return refusal;
                }

                return await settings.ChangeAsync(tenant, versions.Admit, change, cancellation) is var (before, after)
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
        return new Answer<SettingsView>(SettingsView.Of(tenant, row.Settings, configured));
    }

    private ApiChange Changed(string tenant, SettingsRow before, SettingsRow after) =>
        new(before != after, Json(tenant, before), Json(tenant, after));

    private JsonObject Json(string tenant, SettingsRow row) =>
        JsonSerializer
            .SerializeToNode(SettingsView.Of(tenant, row.Settings, configured), HttpJson.Plain.SettingsView)!
            .AsObject();
}
