using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace CsMl.Tests.OpenApi;

/// <summary>
/// Writes the description for tools that read OpenAPI 3.0 or 2.0 alone and no <c>oneOf</c>: a value of several types
/// becomes one object with the fields of all of them.
/// </summary>
internal static class OlderVersions
{
    public static async Task<string> WriteAsync(JsonObject description, OpenApiSpecVersion version)
    {
        var simple = (JsonObject)description.DeepClone();
        var schemas = (JsonObject)simple["components"]!["schemas"]!;
        foreach (var (name, schema) in schemas.ToList())
        {
            if (schema is JsonObject { } several && several.ContainsKey("discriminator"))
            {
                schemas[name] = Merge(several, schemas);
            }
        }

        Simplify(simple, schemas);
        // Only 3.1 knows licences by their names.
        simple["info"]!["license"] = new JsonObject
        {
            ["name"] = "MIT",
            ["url"] = "https://opensource.org/license/mit",
        };
        if (version == OpenApiSpecVersion.OpenApi2_0)
        {
            KeepFirstExamples((JsonObject)simple["components"]!);
            // 2.0 knows no bearer tokens.
            simple["components"]!["securitySchemes"]![WriteDescription.AccessKey] = new JsonObject
            {
                ["type"] = "apiKey",
                ["in"] = "header",
                ["name"] = "Authorization",
                ["description"] = "`Bearer `, followed by an access key of the app.",
            };
        }

        var (document, diagnostic) = OpenApiDocument.Parse(simple.ToJsonString(), "json");
        Assert.Empty(diagnostic!.Errors);
        return await document!.SerializeAsJsonAsync(version);
    }

    private static JsonObject Merge(JsonObject several, JsonObject schemas)
    {
        var types = several["oneOf"]!.AsArray().Select(type => NameIn(type!)).ToList();
        var discriminator = several["discriminator"]!["propertyName"]!.GetValue<string>();
        var merged = new JsonObject
        {
            ["type"] = "object",
            ["description"] = several["description"]?.DeepClone(),
            ["properties"] = new JsonObject(),
        };
        var properties = (JsonObject)merged["properties"]!;
        foreach (var (name, property) in types.SelectMany(type => (JsonObject)schemas[type]!["properties"]!))
        {
            properties.TryAdd(name, property!.DeepClone());
        }

        properties[discriminator] = new JsonObject
        {
            ["type"] = "string",
            ["enum"] = new JsonArray([.. ((JsonObject)several["discriminator"]!["mapping"]!).Select(type => type.Key)]),
        };
        var required = types.Select(type => schemas[type]!["required"]!.AsArray().Select(r => r!.GetValue<string>()));
        merged["required"] = new JsonArray([.. required.Aggregate((all, some) => all.Intersect(some))]);
        types.ForEach(type => schemas.Remove(type));
        return merged;
    }

    /// <summary>A reference or null becomes a nullable extension of what is referred to; a constant a list of one.</summary>
    private static void Simplify(JsonNode? node, JsonObject schemas)
    {
        if (node is JsonObject { } schema)
        {
            if (schema["oneOf"]?[0] is JsonObject reference)
            {
                var type = schemas[NameIn(reference)]!["type"]!.GetValue<string>();
                schema.Remove("oneOf");
                schema["type"] = new JsonArray(type, "null");
                schema["allOf"] = new JsonArray(reference.DeepClone());
            }

            foreach (var (_, inner) in schema.ToList())
            {
                Simplify(inner, schemas);
            }
        }
        else if (node is JsonArray list)
        {
            foreach (var inner in list)
            {
                Simplify(inner, schemas);
            }
        }
    }

    /// <summary>2.0 knows one example of an answer, and none to refer to.</summary>
    private static void KeepFirstExamples(JsonObject components)
    {
        foreach (var (_, response) in (JsonObject)components["responses"]!)
        {
            var content = (JsonObject)response!["content"]!["application/problem+json"]!;
            if (((JsonObject)content["examples"]!).FirstOrDefault().Value is { } first)
            {
                content["example"] = components["examples"]![NameIn(first)]!["value"]!.DeepClone();
            }

            content.Remove("examples");
        }

        components.Remove("examples");
    }

    private static string NameIn(JsonNode reference) => reference["$ref"]!.GetValue<string>().Split('/')[^1];
}
