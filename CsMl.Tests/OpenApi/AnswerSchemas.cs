using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using CsMl.Core.Json;
using CsMl.Core.Predictions;
using CsMl.Functions.Http;

namespace CsMl.Tests.OpenApi;

/// <summary>
/// Schemas of what is answered, from the metadata by which it is serialised. Each object and each enum is a schema of its
/// own, by the name of its type.
/// </summary>
internal sealed class AnswerSchemas
{
    private static readonly JsonSerializerOptions Json = HttpJson.Plain.Options;

    private readonly JsonSchemaExporterOptions _exporter;

    public AnswerSchemas() =>
        _exporter = new() { TreatNullObliviousAsNonNullable = true, TransformSchemaNode = Transform };

    /// <summary>All schemas that were referred to, by name.</summary>
    public SortedDictionary<string, JsonObject> Named { get; } = new(StringComparer.Ordinal);

    public JsonObject Of(Type type) => (JsonObject)Json.GetJsonSchemaAsNode(type, _exporter);

    private JsonNode Transform(JsonSchemaExporterContext context, JsonNode schema)
    {
        var type = Nullable.GetUnderlyingType(context.TypeInfo.Type) ?? context.TypeInfo.Type;
        var isNullable =
            type != context.TypeInfo.Type
            || (
                context.PropertyInfo is { IsGetNullable: true } property
                && !type.IsValueType
                && !IsOfGenericType(property)
            );
        if (type == typeof(RawJson))
        {
            // Stored JSON, which is a prediction wherever it is answered.
            return Of(typeof(Prediction));
        }

        if (type.IsEnum)
        {
            return Reference(type.Name, () => EnumSchema(type), isNullable);
        }

        if (context.TypeInfo.Kind == JsonTypeInfoKind.Object)
        {
            return Reference(NameOf(type), () => ObjectSchema(context, (JsonObject)schema), isNullable);
        }

        return Plain(type) is { } plain ? Nullify(plain, isNullable) : schema;
    }

    /// <summary>A property of the type T is taken for nullable, whatever T is.</summary>
    private static bool IsOfGenericType(JsonPropertyInfo property) =>
        property.AttributeProvider is PropertyInfo { DeclaringType: { IsGenericType: true } of } clr
        && of.GetGenericTypeDefinition().GetProperty(clr.Name)!.PropertyType.IsGenericParameter;

    private static JsonObject? Plain(Type type) =>
        type == typeof(DateTimeOffset) ? new() { ["type"] = "string", ["format"] = "date-time" }
        : type == typeof(int) ? new() { ["type"] = "integer", ["format"] = "int32" }
        : type == typeof(long) ? new() { ["type"] = "integer", ["format"] = "int64" }
        : type == typeof(JsonObject) ? new() { ["type"] = "object" }
        : type == typeof(double) || type == typeof(decimal) ? new() { ["type"] = "number", ["format"] = "double" }
        : null;

    private static JsonObject Nullify(JsonObject schema, bool isNullable)
    {
        if (isNullable)
        {
            schema["type"] = new JsonArray(schema["type"]!.GetValue<string>(), "null");
        }

        return schema;
    }

    private JsonObject Reference(string name, Func<JsonObject> schema, bool isNullable)
    {
        if (!Named.ContainsKey(name))
        {
            Named[name] = schema();
        }

        var reference = Reference(name);
        return isNullable
            ? new JsonObject { ["oneOf"] = new JsonArray(reference, new JsonObject { ["type"] = "null" }) }
            : reference;
    }

    public static JsonObject Reference(string name) => new() { ["$ref"] = $"#/components/schemas/{name}" };

    public static JsonObject EnumSchema(Type type) =>
        Described(
            new()
            {
                ["type"] = "string",
                ["enum"] = new JsonArray([
                    .. Enum.GetNames(type)
                        .Select(member =>
                            type.GetField(member)!.GetCustomAttribute<JsonStringEnumMemberNameAttribute>()?.Name
                            ?? member
                        ),
                ]),
            },
            XmlSentences.Of(type)
        );

    private static JsonObject ObjectSchema(JsonSchemaExporterContext context, JsonObject schema)
    {
        if (schema["anyOf"] is JsonArray types)
        {
            return OneOf(context, types);
        }

        schema["type"] = "object";
        if (schema["properties"] is not JsonObject properties)
        {
            return schema;
        }

        var required = new JsonArray();
        foreach (var (name, property) in properties)
        {
            var info = context.TypeInfo.Properties.FirstOrDefault(p => p.Name == name);
            Described((JsonObject)property!, SentenceOf(info));
            if (!IsAtTimesAbsent(info))
            {
                required.Add(name);
            }
        }

        schema["required"] = required;
        return Described(schema, XmlSentences.Of(context.TypeInfo.Type));
    }

    /// <summary>A base type, whose field says which of the types a value is of.</summary>
    private static JsonObject OneOf(JsonSchemaExporterContext context, JsonArray types)
    {
        var options = context.TypeInfo.PolymorphismOptions!;
        var mapping = options.DerivedTypes.Select(d =>
            KeyValuePair.Create(
                (string)d.TypeDiscriminator!,
                (JsonNode?)$"#/components/schemas/{NameOf(d.DerivedType)}"
            )
        );
        return Described(
            new()
            {
                ["oneOf"] = types.DeepClone(),
                ["discriminator"] = new JsonObject
                {
                    ["propertyName"] = options.TypeDiscriminatorPropertyName,
                    ["mapping"] = new JsonObject(mapping),
                },
            },
            XmlSentences.Of(context.TypeInfo.Type)
        );
    }

    private static JsonObject Described(JsonObject schema, string? sentence)
    {
        if (sentence is not null)
        {
            schema["description"] = sentence;
        }

        return schema;
    }

    private static string? SentenceOf(JsonPropertyInfo? property) =>
        property?.AttributeProvider is PropertyInfo clr ? XmlSentences.Of(clr) : null;

    private static bool IsAtTimesAbsent(JsonPropertyInfo? property) =>
        property
            ?.AttributeProvider?.GetCustomAttributes(typeof(JsonIgnoreAttribute), inherit: true)
            .OfType<JsonIgnoreAttribute>()
            .Any(ignore => ignore.Condition == JsonIgnoreCondition.WhenWritingNull) == true;

    private static string NameOf(Type type) =>
        type.IsGenericType
            ? string.Concat(type.GetGenericArguments().Select(NameOf)) + type.Name.Split('`')[0]
            : type.Name;
}
