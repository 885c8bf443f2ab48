using System.Text.Json.Nodes;

namespace CsMl.Tests.OpenApi;

/// <summary>Writes docs/openapi.json from the functions' signatures and operations, with recorded calls as examples.</summary>
internal sealed class WriteDescription(RecordedCalls calls)
{
    private const string About =
        "Predicts which accounts are about to leave, why, and what to do about it. Every GET answers HEAD, too. A field "
        + "without a value is null; new fields may be added to answers. The Functions host answers a wrong key with a 401, "
        + "and an unknown route with a 404, both without a body. What headers say to a caller that waits stands in the body, too.";

    /// <summary>The name of the scheme of the app's own keys.</summary>
    internal const string AccessKey = "accessKey";

    private readonly WriteOperation _operations = new(calls);

    public JsonObject Document()
    {
        var paths = Paths();
        return new JsonObject
        {
            ["openapi"] = "3.1.1",
            ["info"] = new JsonObject
            {
                ["title"] = "CsMl",
                ["version"] = "1",
                ["description"] = About,
                ["license"] = new JsonObject { ["name"] = "MIT", ["identifier"] = "MIT" },
            },
            ["servers"] = new JsonArray(new JsonObject { ["url"] = "/api" }),
            ["security"] = new JsonArray(
                Schemes("functionKey"),
                Schemes("functionKeyInQuery"),
                Schemes("functionKey", AccessKey),
                Schemes("functionKeyInQuery", AccessKey)
            ),
            ["tags"] = new JsonArray(
                Tag("Accounts", "One account: its facts, its predictions, what happened to it"),
                Tag("Ctas", "Calls to action, and the playbooks they start with"),
                Tag("Portfolio", "All accounts: risks, runs, imports, accuracy"),
                Tag("Description", "This description")
            ),
            ["paths"] = paths,
            ["components"] = new JsonObject
            {
                ["schemas"] = Schemas(),
                ["responses"] = new JsonObject(
                    _operations.Problems.Select(p => KeyValuePair.Create(p.Key, (JsonNode?)p.Value))
                ),
                ["examples"] = new JsonObject(
                    calls.Problems.Select(p => KeyValuePair.Create(p.Key, (JsonNode?)Example(p.Value)))
                ),
                ["securitySchemes"] = new JsonObject
                {
                    ["functionKey"] = Key("header", "x-functions-key"),
                    ["functionKeyInQuery"] = Key("query", "code"),
                    [AccessKey] = new JsonObject
                    {
                        ["type"] = "http",
                        ["scheme"] = "bearer",
                        ["description"] =
                            "An access key of the app, beside that of the host. Its role says which calls it may make, "
                            + "`x-required-role` which role a call takes. Where the app knows no keys, none is asked for.",
                    },
                },
            },
        };
    }

    /// <summary>All of these together.</summary>
    private static JsonNode Schemes(params IEnumerable<string> names) =>
        new JsonObject(names.Select(name => KeyValuePair.Create(name, (JsonNode?)new JsonArray())));

    private static JsonNode Tag(string name, string description) =>
        new JsonObject { ["name"] = name, ["description"] = description };

    private static JsonNode Example(JsonNode value) => new JsonObject { ["value"] = value.DeepClone() };

    private static JsonNode Key(string place, string name) =>
        new JsonObject
        {
            ["type"] = "apiKey",
            ["in"] = place,
            ["name"] = name,
            ["description"] = "A key of the Functions host. Where none is set, as on loopback, none is asked for.",
        };

    private JsonObject Paths()
    {
        var paths = new JsonObject();
        foreach (var path in DescribedFunction.All.GroupBy(f => f.Route).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            paths["/" + path.Key] = new JsonObject(
                path.Select(f => KeyValuePair.Create(f.Method.ToLowerInvariant(), (JsonNode?)_operations.Of(f)))
            );
        }

        return paths;
    }

    private JsonObject Schemas()
    {
        var enums = DescribedFunction.All.SelectMany(f => f.Enums).Distinct();
        var all = _operations
            .Answers.Concat(BodySchemas.Named)
            .Concat(_operations.Commands)
            .Concat(enums.Select(type => KeyValuePair.Create(type.Name, AnswerSchemas.EnumSchema(type))))
            .Append(KeyValuePair.Create(ProblemSchema.Name, ProblemSchema.Make()))
            .DistinctBy(schema => schema.Key)
            .OrderBy(schema => schema.Key, StringComparer.Ordinal);
        return new JsonObject(all.Select(s => KeyValuePair.Create(s.Key, (JsonNode?)s.Value)));
    }
}
