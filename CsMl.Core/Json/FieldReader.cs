using System.Text.Json;

namespace CsMl.Core.Json;

/// <summary>
/// Finds the fields of one JSON object and collects errors with each field's path. Subclasses for request bodies and
/// model replies add their own value rules.
/// </summary>
/// <param name="find">Returns the value of a field, with kind Undefined if the object lacks it.</param>
/// <param name="path">Prefix of the field names, such as <c>tasks[2].</c>; empty for the whole input.</param>
public abstract class FieldReader(Func<string, JsonElement> find, string path, FieldErrors errors)
{
    protected FieldErrors Errors => errors;

    protected JsonElement Find(string name) => find(name);

    protected string PathOf(string name) => path + name;

    protected void Fail(string name, string message) => errors.Add(path + name, message);

    /// <summary>The entries of a list, each with its name, such as <c>tasks[2]</c>.</summary>
    protected static IEnumerable<(JsonElement Value, string Name)> Entries(JsonElement list, string name) =>
        list.EnumerateArray().Select((value, i) => (value, $"{name}[{i}]"));

    protected static bool IsAbsent(JsonElement value) =>
        value.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null;

    /// <summary>
    /// Null if the value is not a string or contains an unpaired surrogate escape such as <c>\ud800</c>.
    /// </summary>
    protected static string? TextOf(JsonElement value)
    {
        try
        {
            return value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            // JsonElement throws this for an unpaired surrogate.
            return null;
        }
    }

    protected static JsonElement Property(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) ? value : default;
}
