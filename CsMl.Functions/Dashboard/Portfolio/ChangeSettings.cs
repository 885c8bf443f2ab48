using System.Text.Json;
using System.Text.Json.Nodes;
using CsMl.Core.Json;
using CsMl.Core.Settings;
using CsMl.Functions.Http;
using CsMl.Functions.Portfolio;
using Microsoft.AspNetCore.Http;

namespace CsMl.Functions.Dashboard.Portfolio;

/// <summary>Tries a change of what probabilities stand on, and makes it, by the API's route of the settings.</summary>
public sealed class ChangeSettings(PortfolioSettings api, TenantSettings settings, ConfiguredSettings configured)
{
    /// <summary>Names of the forms' fields, in percent but for the mode.</summary>
    internal const string Critical = "critical";
    internal const string High = "high";
    internal const string Medium = "medium";
    internal const string Expected = "expected";
    internal const string Mode = "mode";

    internal static readonly IReadOnlyList<string> Fields = [Critical, High, Medium, Expected, Mode];

    private static readonly IReadOnlyList<(string Name, string Label)> Percents =
    [
        (Critical, Texts.Settings.Critical),
        (High, Texts.Settings.High),
        (Medium, Texts.Settings.Medium),
        (Expected, Texts.Settings.Expected),
    ];

    private const string Path = "/api/" + Routes.Portfolio + "settings";

    internal async Task<(SettingsView Settings, int Version)> ReadAsync(string tenant, CancellationToken cancellation)
    {
        var row = await settings.FindAsync(tenant, cancellation);
        return (SettingsView.Of(tenant, row, configured), row.Version);
    }

    /// <summary>What the change would do; nothing is stored.</summary>
    /// <param name="given">The value of a field; null if it is empty.</param>
    internal async Task<(ScalePreview? Preview, ApiProblem? Problem)> TryAsync(
        PageVisit visit,
        Func<string, string?> given,
        CancellationToken cancellation
    )
    {
        var (current, _) = await ReadAsync(visit.Tenant, cancellation);
        var call = new ApiCall(visit, "PUT", Path) { Query = "?dryRun=true", Body = BodyOf(given, current) };
        var (answer, problem) = await call.AskAsync(request => api.PutAsync(request, cancellation));
        return (
            answer is null
                ? null
                : JsonSerializer.Deserialize(answer.Utf8, HttpJson.Plain.AnswerSettingsView)!.Data.Preview,
            Explain(problem, given)
        );
    }

    /// <summary>A form that is sent twice, as by a double click, succeeds both times.</summary>
    /// <param name="version">The only version that may be changed; null for any.</param>
    internal async Task<ApiProblem?> StoreAsync(
        PageVisit visit,
        Func<string, string?> given,
        int? version,
        CancellationToken cancellation
    )
    {
        var (current, _) = await ReadAsync(visit.Tenant, cancellation);
        var call = new ApiCall(visit, "PUT", Path) { Version = version, Body = BodyOf(given, current) };
        var problem = await call.SendAsync(request => api.PutAsync(request, cancellation));
        return problem is not { Status: StatusCodes.Status412PreconditionFailed } ? Explain(problem, given)
            : Changes(given, current) ? problem with { Detail = Texts.Problems.ChangedSince }
            : null;
    }

    /// <summary>True if the form has another value than now.</summary>
    internal static bool Changes(Func<string, string?> given, SettingsView current) => BodyOf(given, current).Count > 0;

    private static ApiProblem? Explain(ApiProblem? problem, Func<string, string?> given)
    {
        var said = Percents.Aggregate(
            problem,
            (told, field) => given(field.Name) is { } percent ? PercentField.Explain(told, percent, field.Label) : told
        );
        return said is { Status: StatusCodes.Status400BadRequest } && said == problem
            ? said with
            {
                Detail = $"{said.Detail} {Texts.Settings.Shares}",
            }
            : said;
    }

    /// <summary>Only what is another value than now, so that what is configured stays configured.</summary>
    private static JsonObject BodyOf(Func<string, string?> given, SettingsView current)
    {
        var body = new JsonObject();
        var risk = new JsonObject
        {
            [Critical] = ShareOf(given(Critical)),
            [High] = ShareOf(given(High)),
            [Medium] = ShareOf(given(Medium)),
        };
        if (!JsonNode.DeepEquals(risk, RiskOf(current.Risk)))
        {
            body["risk"] = risk;
        }

        var expected = ShareOf(given(Expected));
        if (!JsonNode.DeepEquals(expected, ShareOf(current.Predictions.ExpectedChurn.Value)))
        {
            body["predictions"] = new JsonObject { ["expectedChurn"] = expected };
        }

        if (given(Mode) is { } mode && mode != EnumNames.Of(current.Learning.Mode.Value))
        {
            body["learning"] = new JsonObject { ["mode"] = mode };
        }

        return body;
    }

    private static JsonObject RiskOf(RiskSettingsView risk) =>
        new()
        {
            [Critical] = ShareOf(risk.Critical.Value),
            [High] = ShareOf(risk.High.Value),
            [Medium] = ShareOf(risk.Medium.Value),
        };

    /// <summary>Null for an empty field.</summary>
    private static JsonValue? ShareOf(string? percent) => percent is null ? null : PercentField.ToJson(percent);

    private static JsonValue? ShareOf(double? share) => share is { } known ? JsonValue.Create((decimal)known) : null;
}
