using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CsMl.Tests.Crm;

/// <summary>What the platform accepts in a body, and its answer to anything else.</summary>
internal static class PlatformRules
{
    public static readonly Dictionary<string, Func<JsonNode?, bool>> NewCta = new()
    {
        ["type!"] = OneOf("LIFECYCLE", "RISK", "OPPORTUNITY", "ACTIVITY", "OBJECTIVE"),
        ["title!"] = Text(200),
        ["priority"] = OneOf("LOW", "MEDIUM", "HIGH", "CRITICAL"),
        ["description"] = Text(2_000),
        ["reason"] = Text(500),
        ["dueDate"] = Instant,
    };

    public static readonly Dictionary<string, Func<JsonNode?, bool>> CtaChange = new()
    {
        ["status"] = OneOf("OPEN", "IN_PROGRESS", "COMPLETED", "CANCELLED", "SNOOZED"),
        ["priority"] = OneOf("LOW", "MEDIUM", "HIGH", "CRITICAL"),
        ["dueDate"] = value => value is null || Instant(value),
        ["snoozeUntil"] = Instant,
        ["resolutionNotes"] = Text(2_000),
        ["outcome"] = value => value is null || OneOf("POSITIVE", "NEUTRAL", "NEGATIVE")(value),
        ["ownerId"] = value =>
            value is null
            || (value.GetValueKind() == JsonValueKind.Number && value.GetValue<int>() == FakePlatformDesk.KnownOwner),
    };

    public static readonly Dictionary<string, Func<JsonNode?, bool>> Close = new()
    {
        ["outcome!"] = OneOf("POSITIVE", "NEUTRAL", "NEGATIVE"),
        ["resolutionNotes"] = Text(2_000),
    };

    public static readonly Dictionary<string, Func<JsonNode?, bool>> Snooze = new() { ["snoozeUntil!"] = Instant };

    public static readonly Dictionary<string, Func<JsonNode?, bool>> Account = new()
    {
        ["churnRisk!"] = value =>
            value?.GetValueKind() == JsonValueKind.Number && value.GetValue<decimal>() is >= 0 and <= 1,
    };

    /// <summary>The answer to a body that is not as it should be; null for a good one.</summary>
    /// <param name="fields">By name; a required one ends with an exclamation mark.</param>
    public static JsonObject? Refuse(JsonObject body, Dictionary<string, Func<JsonNode?, bool>> fields)
    {
        var wrong = body.Where(field => !(Rule(field.Key)?.Invoke(field.Value) ?? false))
            .Select(field => field.Key)
            .Concat(
                fields
                    .Keys.Where(name => name.EndsWith('!'))
                    .Select(name => name[..^1])
                    .Where(n => !body.ContainsKey(n))
            )
            .ToList();
        return wrong.Count == 0
            ? null
            : new JsonObject
            {
                ["errors"] = new JsonObject
                {
                    ["formErrors"] = new JsonArray(),
                    ["fieldErrors"] = new JsonObject(
                        wrong.Select(name => KeyValuePair.Create(name, (JsonNode?)new JsonArray("Invalid input")))
                    ),
                },
            };

        Func<JsonNode?, bool>? Rule(string name) =>
            fields.GetValueOrDefault(name) ?? fields.GetValueOrDefault(name + "!");
    }

    private static Func<JsonNode?, bool> OneOf(params string[] words) =>
        value => value?.GetValueKind() == JsonValueKind.String && words.Contains(value.GetValue<string>());

    /// <summary>Counted as JavaScript does, in UTF-16 units, of which no pair may be torn.</summary>
    private static Func<JsonNode?, bool> Text(int most) =>
        value =>
            value?.GetValueKind() == JsonValueKind.String
            && value.GetValue<string>() is { } text
            && text.Length <= most
            && !text.Contains('\uFFFD', StringComparison.Ordinal);

    private static bool Instant(JsonNode? value) =>
        value?.GetValueKind() == JsonValueKind.String
        && value.GetValue<string>().EndsWith('Z')
        && DateTimeOffset.TryParse(value.GetValue<string>(), CultureInfo.InvariantCulture, out _);
}
