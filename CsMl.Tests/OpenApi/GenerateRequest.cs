using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CsMl.Core.Accounts.Import;
using CsMl.Functions.Http;
using CsMl.Tests.Http;

namespace CsMl.Tests.OpenApi;

/// <summary>Makes requests from the description by chance: two thirds of them right, the others with something spoilt.</summary>
internal sealed partial class GenerateRequest(Random random, int accounts)
{
    private static readonly IReadOnlyList<DescribedFunction> Functions =
    [
        .. DescribedFunction.All.Where(f => f.IsOfTenant),
    ];

    private static readonly string[] Spoilt =
    [
        "",
        " ",
        "null",
        "-1",
        "1e309",
        "99999999999",
        "true",
        "[]",
        "{}",
        "%00",
        "../..",
        "a/b",
        "ä",
        "\u202e",
        "'\"<script>",
        "2026-02-30",
        new string('x', 300),
    ];

    private readonly Dictionary<string, List<string>> _known = new(StringComparer.Ordinal);

    public static string AccountId(int number) => $"x{number}";

    public T OneOf<T>(IReadOnlyList<T> all) => all[random.Next(all.Count)];

    /// <summary>Remembers the ids that an answer names, so that later requests can ask for them.</summary>
    public void Learn(HttpAnswer answer)
    {
        foreach (Match match in NamedId().Matches(answer.Body))
        {
            var name = match.Groups[1].Value == "id" ? "ctaId" : match.Groups[1].Value;
            var ids = _known.TryGetValue(name, out var known) ? known : _known[name] = [];
            ids.Add(match.Groups[2].Value);
        }
    }

    public GeneratedRequest Next()
    {
        var function = OneOf(Functions);
        var spoils = random.Next(3) == 0;
        var path = Segment()
            .Replace(function.Route, match => Uri.EscapeDataString(IdOf(match.Groups[1].Value, spoils)));
        var query = function
            .Operation.Query.Where(_ => random.Next(3) == 0)
            .Select(p => $"{p.Name}={Uri.EscapeDataString(TextOf(p, spoils))}")
            .Concat(spoils && random.Next(6) == 0 ? ["nonsense=1"] : []);
        var (body, type) = BodyOf(function.Operation.Body, spoils);
        return new GeneratedRequest(
            function.Method,
            $"/api/{path}?{string.Join('&', query)}".TrimEnd('?'),
            function.Operation.Role,
            [.. HeadersOf(function, spoils)],
            body,
            type
        );
    }

    private IEnumerable<(string, string)> HeadersOf(DescribedFunction function, bool spoils)
    {
        if (function.IsRepeatable && random.Next(4) == 0)
        {
            yield return (IdempotentCall.Header, spoils ? "two words" : $"k{random.Next(40)}");
        }

        if (function.Operation.HasVersion && random.Next(3) == 0)
        {
            yield return ("If-Match", spoils ? "banana" : OneOf(["\"1\"", "\"2\"", "*"]));
        }

        if (function.IsRead && random.Next(4) == 0)
        {
            yield return ("If-None-Match", OneOf(["*", "\"x\"", "banana"]));
        }
    }

    private string IdOf(string name, bool spoils) =>
        name == "accountId"
            ? spoils && random.Next(3) == 0
                ? OneOf(["nobody", "x~1", "portfolio", "ä", new string('x', 200)])
                : AccountId(random.Next(accounts))
            : _known.TryGetValue(name, out var ids) && random.Next(3) > 0
                ? OneOf(ids)
                : "none";

    private string TextOf(Parameter p, bool spoils) =>
        spoils && random.Next(2) == 0 ? OneOf(Spoilt)
        : ValueOf(p, spoils: false) is JsonValue value && value.TryGetValue<string>(out var text) ? text
        : ValueOf(p, spoils: false).ToJsonString();

    private JsonNode ValueOf(Parameter p, bool spoils) =>
        spoils && random.Next(5) == 0
            ? OneOf<Func<JsonNode>>([
                () => "x",
                () => -1,
                () => new JsonArray(1),
                () => new JsonObject(),
                () => 1e300,
                () => true,
                () => OneOf(Spoilt),
            ])()
            : p.Type switch
            {
                ParameterType.Flag => random.Next(2) == 0,
                ParameterType.Whole => random.Next((int)p.Min, (int)Math.Min(p.Max, p.Min + 200)),
                ParameterType.Number => Math.Round(p.Min + random.NextDouble() * Math.Min(p.Max - p.Min, 1), 2),
                ParameterType.Instant => $"2026-03-0{random.Next(1, 9)}",
                ParameterType.Object => ObjectOf(p.Fields, spoils),
                ParameterType.List => new JsonArray([
                    .. Enumerable.Range(0, random.Next(1, 3)).Select(_ => ObjectOf(p.Fields, spoils)),
                ]),
                _ when p.Words.Count > 0 => OneOf(p.Words),
                _ => p.Name.EndsWith("Id", StringComparison.Ordinal)
                    ? IdOf(p.Name, spoils)
                    : $"text {random.Next(9)}"[..Math.Min(6, p.MaxLength)],
            };

    private JsonObject ObjectOf(IReadOnlyList<Parameter> fields, bool spoils) =>
        new(
            fields
                .Where(field => field.IsRequired ? !spoils || random.Next(8) > 0 : random.Next(2) == 0)
                .Select(field => KeyValuePair.Create(field.Name, (JsonNode?)ValueOf(field, spoils)))
        );

    private (string? Body, string ContentType) BodyOf(BodyShape? shape, bool spoils)
    {
        var (body, type) = shape switch
        {
            null => (null, ""),
            BodyShape.Command command => (ObjectOf(command.Fields, spoils).ToJsonString(), "application/json"),
            BodyShape.Facts facts => (FactsOf(facts.Kind).ToJsonString(), "application/json"),
            _ => (
                $"accountId,name,healthScore\n{AccountId(random.Next(accounts))},Someone,{random.Next(-5, 120)}\n",
                "text/csv"
            ),
        };
        return body is null || !spoils
            ? (body, type)
            : random.Next(4) switch
            {
                0 => (body[..random.Next(body.Length)], type),
                1 => (OneOf(Spoilt), type),
                2 => (body, OneOf(["text/plain", "application/xml", "application/json; charset=utf-16"])),
                _ => (body, type),
            };
    }

    private JsonNode FactsOf(ImportKind kind) =>
        kind switch
        {
            ImportKind.Accounts => new JsonObject
            {
                ["name"] = "Someone",
                ["healthScore"] = random.Next(-5, 120),
                ["ownerId"] = "kim",
            },
            ImportKind.Health => new JsonArray(
                new JsonObject { ["date"] = "2026-02-01", ["score"] = random.Next(-5, 120) }
            ),
            ImportKind.Contacts => new JsonArray(
                new JsonObject { ["id"] = $"p{random.Next(9)}", ["name"] = "Somebody" }
            ),
            ImportKind.Subscriptions => new JsonObject { ["plan"] = "gold", ["annualRevenue"] = random.Next(1_000) },
            _ => new JsonArray(
                new JsonObject
                {
                    ["id"] = $"i{random.Next(9)}",
                    ["type"] = "CALL",
                    ["status"] = "OPEN",
                    ["occurredAt"] = "2026-03-01",
                    ["createdAt"] = "2026-03-01",
                    ["stage"] = "OPEN",
                }
            ),
        };

    [GeneratedRegex(
        """
            "(ctaId|runId|playbookId|predictionId|id)":"([^"\\]+)"
            """
    )]
    private static partial Regex NamedId();

    [GeneratedRegex("{([^}]+)}")]
    private static partial Regex Segment();
}
