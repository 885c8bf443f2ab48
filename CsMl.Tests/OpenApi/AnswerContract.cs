using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using CsMl.Functions.Dashboard;
using CsMl.Tests.Http;
using Json.Schema;
using Xunit.Sdk;

namespace CsMl.Tests.OpenApi;

/// <summary>
/// Compares answers with the description that docs/openapi.json holds. Every answer that a test gets through <see cref="RunningApp"/> passes here, and
/// may have no field and no code that is not described.
/// </summary>
internal static class AnswerContract
{
    private const string Json = "application/json; charset=utf-8";
    private const string ProblemJson = "application/problem+json";

    private static readonly JsonObject Description = new WriteDescription(RecordedCalls.None).Document();
    private static readonly JsonObject Closed = Close();
    private static readonly ConcurrentDictionary<string, JsonSchema> Schemas = new(StringComparer.Ordinal);

    /// <summary>Null if no function is at this place.</summary>
    public static DescribedFunction? Find(string method, string path) =>
        DescribedFunction.All.FirstOrDefault(f => f.IsAt(method, path));

    /// <exception cref="XunitException">The answer is not as described.</exception>
    public static void Check(string method, string path, HttpAnswer answer)
    {
        // What has no body is answered by the host or to HEAD, or is 304; pages are no part of the API.
        if (
            answer.Body.Length == 0
            || path.StartsWith(PagePath.Home, StringComparison.Ordinal)
            || !path.StartsWith("/api/", StringComparison.OrdinalIgnoreCase)
        )
        {
            return;
        }

        var function = Find(method, path) ?? throw Fail("is answered, and has no Operation that describes it");
        if (answer.Status >= 400)
        {
            CheckProblem(function);
        }
        else if (function.Answers.Count > 0)
        {
            Expect(function.Answers.ContainsKey(answer.Status), "has another status than is described");
            if (function.Operation.MediaTypes.Any(type => answer.ContentType == type + "; charset=utf-8"))
            {
                return;
            }

            Expect(answer.ContentType == Json, $"is no {Json}");
            CheckBody($"{answer.Status}", "application/json");
        }

        void CheckProblem(DescribedFunction of)
        {
            Expect(answer.ContentType == ProblemJson, $"is no {ProblemJson}");
            Expect(
                of.Problems.Any(p => p.Status == answer.Status && p.Name == answer.Text("code")),
                "is a problem that the function's Operation does not name"
            );
            CheckBody($"{answer.Status}", ProblemJson);
        }

        void CheckBody(string status, string type)
        {
            var operation = Description["paths"]!["/" + function.Route]![function.Method.ToLowerInvariant()]!;
            var described =
                type == ProblemJson
                    ? AnswerSchemas.Reference(ProblemSchema.Name)
                    : operation["responses"]![status]!["content"]![type]!["schema"]!;
            var schema = Schemas.GetOrAdd(described.ToJsonString(), Compile);
            var result = schema.Evaluate(answer.Json, new() { OutputFormat = OutputFormat.List });
            Expect(result.IsValid, $"is not as described: {Errors(result)}");
        }

        void Expect(bool isSo, string otherwise)
        {
            if (!isSo)
            {
                throw Fail(otherwise);
            }
        }

        XunitException Fail(string why) => new($"{method} {path} {why}. It answered {answer.Status} {answer.Body}");
    }

    private static JsonSchema Compile(string schema)
    {
        var whole = (JsonObject)JsonNode.Parse(schema)!;
        whole["$defs"] = Closed.DeepClone();
        return JsonSchema.FromText(
            whole.ToJsonString().Replace("#/components/schemas/", "#/$defs/", StringComparison.Ordinal)
        );
    }

    private static string Errors(EvaluationResults result) =>
        string.Join(
            "; ",
            (result.Details ?? [])
                .Where(d => d.Errors is { Count: > 0 })
                .SelectMany(d => d.Errors!.Select(e => $"{d.InstanceLocation} {e.Value}"))
                .Take(10)
        );

    /// <summary>The schemas, with no room for fields that they do not name.</summary>
    private static JsonObject Close()
    {
        var schemas = (JsonObject)Description["components"]!["schemas"]!.DeepClone();
        foreach (var schema in schemas.Select(s => s.Value).OfType<JsonObject>())
        {
            // A keyword of OpenAPI, which JSON Schema does not know.
            schema.Remove("discriminator");
            if (schema.ContainsKey("properties"))
            {
                schema["additionalProperties"] = false;
            }
        }

        return schemas;
    }
}
