using System.Text.Json.Nodes;
using CsMl.Core.Accounts.Import;
using CsMl.Functions.Http;

namespace CsMl.Tests.OpenApi;

/// <summary>Schemas of what is asked: of parameters, of commands, and of facts.</summary>
internal static class BodySchemas
{
    /// <summary>The fields of facts that hold lists or an object, and what is in them.</summary>
    private static readonly Dictionary<string, (string Schema, FieldSet Fields, bool IsList)> Nested = new()
    {
        ["healthHistory"] = ("HealthInput", HistoryFields.Health, true),
        ["activities"] = ("ActivityInput", HistoryFields.Activity, true),
        ["tickets"] = ("TicketInput", HistoryFields.Ticket, true),
        ["ctas"] = ("CtaInput", FieldSets.Cta, true),
        ["opportunities"] = ("OpportunityInput", FieldSets.Opportunity, true),
        ["contacts"] = ("ContactInput", FieldSets.Contact, true),
        ["subscription"] = ("SubscriptionInput", FieldSets.Subscription, false),
    };

    private static readonly Dictionary<ImportKind, string> Items = new()
    {
        [ImportKind.Activities] = "ActivityInput",
        [ImportKind.Tickets] = "TicketInput",
        [ImportKind.Health] = "HealthInput",
        [ImportKind.Contacts] = "ContactInput",
        [ImportKind.Opportunities] = "OpportunityInput",
        [ImportKind.Subscriptions] = "SubscriptionInput",
    };

    public static IEnumerable<KeyValuePair<string, JsonObject>> Named =>
        Nested
            .Values.Select(nested => KeyValuePair.Create(nested.Schema, Of(nested.Fields)))
            .Append(KeyValuePair.Create("AccountInput", Of(FieldSets.Account, "name")));

    public static JsonObject Of(ImportKind kind) =>
        kind == ImportKind.Accounts
            ? AnswerSchemas.Reference("AccountInput")
            : new() { ["type"] = "array", ["items"] = AnswerSchemas.Reference(Items[kind]) };

    public static JsonObject Of(IReadOnlyList<Parameter> fields)
    {
        var schema = new JsonObject
        {
            ["type"] = "object",
            ["properties"] = new JsonObject(fields.Select(f => KeyValuePair.Create(f.Name, (JsonNode?)OfField(f)))),
        };
        return Requiring(schema, fields.Where(f => f.IsRequired).Select(f => f.Name));
    }

    /// <summary>A parameter without its meaning, which the parameter itself has.</summary>
    public static JsonObject Of(Parameter p) =>
        p.Type switch
        {
            ParameterType.Flag => new() { ["type"] = "boolean", ["default"] = p.Default != 0 },
            ParameterType.Whole => Number(p, "integer", "int32", static number => (int)number),
            ParameterType.Number => Number(p, "number", "double", static number => number),
            // A date without a time will do.
            ParameterType.Instant => new() { ["type"] = "string" },
            ParameterType.Object => Of(p.Fields),
            ParameterType.List => new()
            {
                ["type"] = "array",
                ["minItems"] = p.IsRequired ? 1 : 0,
                ["maxItems"] = p.MaxItems,
                ["items"] = Of(p.Fields),
            },
            _ when p.Words.Count == 0 => new()
            {
                ["type"] = "string",
                ["minLength"] = 1,
                ["maxLength"] = p.MaxLength,
            },
            _ => Words(p),
        };

    private static JsonObject Number(Parameter p, string type, string format, Func<double, JsonNode> write)
    {
        var schema = new JsonObject
        {
            ["type"] = type,
            ["format"] = format,
            ["minimum"] = write(p.Min),
            ["maximum"] = write(p.Max),
        };
        if (p.HasDefault)
        {
            schema["default"] = write(p.Default);
        }

        return schema;
    }

    private static JsonObject Words(Parameter p)
    {
        var schema = p.Enum is null
            ? new JsonObject { ["type"] = "string", ["enum"] = new JsonArray([.. p.Words]) }
            : AnswerSchemas.Reference(p.Enum.Name);
        if (p.DefaultWord is { } word)
        {
            schema["default"] = word;
        }

        return schema;
    }

    private static JsonObject OfField(Parameter field)
    {
        var schema = Of(field);
        schema["description"] = field.Meaning;
        return schema;
    }

    private static JsonObject Of(FieldSet fields, params IReadOnlyList<string> required)
    {
        var properties = fields.Fields.Select(f => KeyValuePair.Create(f.Name, (JsonNode?)Of(f)));
        return Requiring(
            new() { ["type"] = "object", ["properties"] = new JsonObject(properties) },
            required.Count > 0 ? required : fields.Fields.Where(f => f.IsRequired).Select(f => f.Name)
        );
    }

    private static JsonObject Of(ImportField field) =>
        field.Type switch
        {
            FieldType.Flag => Optional("boolean"),
            FieldType.Score or FieldType.Percent or FieldType.Money => Optional("number"),
            FieldType.Nested when Nested.TryGetValue(field.Name, out var nested) => nested.IsList
                ? new() { ["type"] = "array", ["items"] = AnswerSchemas.Reference(nested.Schema) }
                : AnswerSchemas.Reference(nested.Schema),
            FieldType.Nested => Optional("object"),
            FieldType.Instant => Described(Optional("string"), "A date, or a date and time, in ISO 8601"),
            _ => Optional("string"),
        };

    private static JsonObject Optional(string type) => new() { ["type"] = new JsonArray(type, "null") };

    private static JsonObject Described(JsonObject schema, string sentence)
    {
        schema["description"] = sentence;
        return schema;
    }

    private static JsonObject Requiring(JsonObject schema, IEnumerable<string> names)
    {
        if (names.ToList() is { Count: > 0 } required)
        {
            schema["required"] = new JsonArray([.. required]);
        }

        return schema;
    }
}
