using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using CsMl.Core.Json;
using CsMl.Core.Settings;
using CsMl.Functions.Http;
using CsMl.Functions.Portfolio;

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
            problem
        );
    }

    /// <param name="version">The only version that may be changed; null for any.</param>
    internal async Task<ApiProblem?> StoreAsync(
        PageVisit visit,
        Func<string, string?> given,
        int? version,
        CancellationToken cancellation
    )
    {
        var (current, _) = await ReadAsync(visit.Tenant, cancellation);
        return await new ApiCall(visit, "PUT", Path) { Version = version, Body = BodyOf(given, current) }.SendAsync(
            request => api.PutAsync(request, cancellation)
        );
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

    /// <summary>What is no number is refused by the API; null for an empty field.</summary>
    private static JsonValue? ShareOf(string? percent) =>
        percent is null ? null
        : decimal.TryParse(percent, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? ShareOf((double)(number / 100))
        : JsonValue.Create(percent);

    private static JsonValue? ShareOf(double? share) => share is { } known ? JsonValue.Create((decimal)known) : null;
}
