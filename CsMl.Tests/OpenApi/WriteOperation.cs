using System.Text.Json;
using System.Text.Json.Nodes;
using CsMl.Core.Json;
using CsMl.Functions.Http;

namespace CsMl.Tests.OpenApi;

/// <summary>Writes a function's part of the description, and keeps the schemas and problems that it refers to.</summary>
internal sealed class WriteOperation(RecordedCalls calls)
{
    private readonly AnswerSchemas _answers = new();
    private readonly Dictionary<string, JsonObject> _commands = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, JsonObject> _problems = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, JsonObject> Answers => _answers.Named;

    public IReadOnlyDictionary<string, JsonObject> Commands => _commands;

    /// <summary>Answers of failed calls, by status and codes.</summary>
    public IReadOnlyDictionary<string, JsonObject> Problems => _problems;

    public JsonObject Of(DescribedFunction function)
    {
        var operation = function.Operation;
        var json = new JsonObject
        {
            ["operationId"] = JsonNamingPolicy.CamelCase.ConvertName(operation.Function),
            ["tags"] = new JsonArray(function.Tag),
            ["summary"] = operation.Summary,
        };
        if (operation.Role is { } role)
        {
            json["description"] = $"{operation.Details} Takes the role `{EnumNames.Of(role)}`.".TrimStart();
            json["x-required-role"] = EnumNames.Of(role);
        }
        else
        {
            json["security"] = new JsonArray();
        }

        if (ParametersOf(function).ToArray() is { Length: > 0 } parameters)
        {
            json["parameters"] = new JsonArray(parameters);
        }

        if (operation.Body is { } body)
        {
            json["requestBody"] = BodyOf(operation, body);
        }

        json["responses"] = ResponsesOf(function);
        return json;
    }

    private static IEnumerable<JsonNode> ParametersOf(DescribedFunction function)
    {
        foreach (var name in function.RouteParameters)
        {
            var parameter = Parameters.OfRoutes.Single(p => p.Name == name);
            yield return ParameterOf(parameter with { IsRequired = true }, "path");
        }

        foreach (var parameter in function.Operation.Query)
        {
            yield return ParameterOf(parameter, "query");
        }

        if (function.Operation.HasVersion && function.Method is not ("GET" or "POST"))
        {
            yield return Header("If-Match", "The ETag that was seen: what has changed since is not changed (412)");
        }

        if (function.IsRead)
        {
            yield return Header(
                "If-None-Match",
                "The ETag that was seen: what has not changed since is not sent (304)"
            );
        }

        if (function.IsRepeatable)
        {
            yield return Header(
                IdempotentCall.Header,
                "A new text for each request, for instance a UUID: the request can then be sent again, and is carried out once"
            );
        }

        if (function.Operation.HasCaller)
        {
            yield return Header(CallerIdentity.Header, "Who makes the call, for authors and owners");
        }

        if (function.IsOfTenant)
        {
            yield return Header(Tenancy.Header, "The tenant, where the app serves more than one");
        }
    }

    private static JsonObject ParameterOf(Parameter parameter, string place)
    {
        var schema = BodySchemas.Of(parameter);
        if (parameter.IsRepeated)
        {
            schema = new JsonObject { ["type"] = "array", ["items"] = schema };
        }

        return new JsonObject
        {
            ["name"] = parameter.Name,
            ["in"] = place,
            ["description"] = parameter.Meaning,
            ["required"] = parameter.IsRequired,
            ["schema"] = schema,
        };
    }

    private static JsonObject Header(string name, string description) =>
        new()
        {
            ["name"] = name,
            ["in"] = "header",
            ["description"] = description,
            ["required"] = false,
            ["schema"] = new JsonObject { ["type"] = "string" },
        };

    private JsonObject BodyOf(Operation operation, BodyShape body)
    {
        var call = calls.Of(operation.Function);
        var (schema, types, required) = body switch
        {
            BodyShape.Command command => (
                CommandOf(operation, command),
                ["application/json"],
                command.Fields.Any(f => f.IsRequired)
            ),
            BodyShape.Facts facts => (BodySchemas.Of(facts.Kind), ["application/json"], true),
            BodyShape.File file => (
                new JsonObject { ["type"] = "string", ["format"] = "binary" },
                file.MediaTypes,
                true
            ),
            _ => throw new InvalidOperationException($"{body} is of no known shape."),
        };
        var content = types.Select(type =>
            KeyValuePair.Create(type, (JsonNode?)MediaType(schema, type == call?.ContentType ? call.Body : null))
        );
        return new JsonObject { ["required"] = required, ["content"] = new JsonObject(content) };
    }

    /// <summary>A schema of its own, so that generated clients have a type for it.</summary>
    private JsonObject CommandOf(Operation operation, BodyShape.Command command)
    {
        var name = operation.Function + "Request";
        _commands[name] = BodySchemas.Of(command.Fields);
        return AnswerSchemas.Reference(name);
    }

    private static JsonObject MediaType(JsonObject schema, JsonNode? example)
    {
        var type = new JsonObject { ["schema"] = schema.DeepClone() };
        if (example is not null)
        {
            type["example"] = example.DeepClone();
        }

        return type;
    }

    private JsonObject ResponsesOf(DescribedFunction function)
    {
        var responses = new JsonObject();
        foreach (var (status, type) in function.Answers)
        {
            responses[$"{status}"] = SuccessOf(function, status, type);
        }

        if (function.IsRead)
        {
            responses["304"] = new JsonObject { ["description"] = "Not changed since the ETag in If-None-Match" };
        }

        if (responses.Count == 0)
        {
            var file = new JsonObject { ["*/*"] = new JsonObject() };
            responses["200"] = new JsonObject { ["description"] = "Success", ["content"] = file };
        }

        foreach (var codes in function.Problems.GroupBy(code => code.Status))
        {
            var name = $"Problem{codes.Key}_{string.Join('_', codes.Select(code => code.Name))}";
            _problems.TryAdd(name, ProblemOf([.. codes]));
            responses[$"{codes.Key}"] = new JsonObject { ["$ref"] = $"#/components/responses/{name}" };
        }

        return responses;
    }

    private JsonObject SuccessOf(DescribedFunction function, int status, Type type)
    {
        var operation = function.Operation;
        var success = new JsonObject { ["description"] = "Success" };
        var headers = new JsonObject();
        if (operation.HasVersion)
        {
            headers["ETag"] = ResponseHeader("The version, for If-Match and If-None-Match");
        }
        else if (function.IsRead)
        {
            headers["ETag"] = ResponseHeader("The version of the answer, for If-None-Match");
        }

        if (type == typeof(StartedRunAnswer))
        {
            headers["Operation-Location"] = ResponseHeader("The address of the run's status, as `statusUrl`");
        }

        if (operation.Problems.Contains(ProblemCode.DailyLimitReached))
        {
            headers[RateLimitFields.Policy] = ResponseHeader(
                "The limit of the day, where there is one and it was used"
            );
            headers[RateLimitFields.State] = ResponseHeader("How far it is used");
        }

        if (function.IsRepeatable)
        {
            headers[IdempotentCall.Replayed] = ResponseHeader("`true`: an earlier request was answered so");
        }

        if (headers.Count > 0)
        {
            success["headers"] = headers;
        }

        var answer = MediaType(_answers.Of(type), calls.Answer(operation.Function, status));
        var content = new JsonObject { ["application/json"] = answer };
        foreach (var mediaType in operation.MediaTypes)
        {
            content[mediaType] = new JsonObject { ["schema"] = new JsonObject { ["type"] = "string" } };
        }

        success["content"] = content;
        return success;
    }

    private JsonObject ProblemOf(IReadOnlyList<ProblemCode> codes)
    {
        var examples = codes
            .Select(RecordedCalls.NameOf)
            .Where(calls.Problems.ContainsKey)
            .Select(name =>
                KeyValuePair.Create(name, (JsonNode?)new JsonObject { ["$ref"] = $"#/components/examples/{name}" })
            );
        var response = new JsonObject
        {
            ["description"] = string.Join(" ", codes.Select(code => $"`{code.Name}`: {code.Meaning}")),
        };
        if (codes[0].Status == 503)
        {
            response["headers"] = new JsonObject { ["Retry-After"] = ResponseHeader("Seconds, as `retryAfter`") };
        }
        else if (codes.Contains(ProblemCode.DailyLimitReached))
        {
            response["headers"] = new JsonObject
            {
                ["Retry-After"] = ResponseHeader("Seconds, as `retryAfter`"),
                [RateLimitFields.Policy] = ResponseHeader("The limit, as in `limit`"),
                [RateLimitFields.State] = ResponseHeader("How far it is used, as in `limit`"),
            };
        }

        response["content"] = new JsonObject
        {
            ["application/problem+json"] = new JsonObject
            {
                ["schema"] = AnswerSchemas.Reference(ProblemSchema.Name),
                ["examples"] = new JsonObject(examples),
            },
        };
        return response;
    }

    private static JsonObject ResponseHeader(string description) =>
        new()
        {
            ["description"] = description,
            ["schema"] = new JsonObject { ["type"] = "string" },
        };
}
