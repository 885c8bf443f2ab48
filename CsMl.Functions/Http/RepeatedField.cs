using System.Text.Json;

namespace CsMl.Functions.Http;

/// <summary>Finds a field that an object has twice, which no reader of the object could tell from one.</summary>
internal static class RepeatedField
{
    /// <returns>The path of the first one, such as <c>learning.mode</c>; null if there is none, or it cannot be read.</returns>
    public static string? In(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return Find(document.RootElement, "");
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static string? Find(JsonElement element, string path)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                var names = new HashSet<string>(StringComparer.Ordinal);
                foreach (var field in element.EnumerateObject())
                {
                    var at = path.Length == 0 ? field.Name : $"{path}.{field.Name}";
                    if (!names.Add(field.Name))
                    {
                        return at;
                    }

                    if (Find(field.Value, at) is { } within)
                    {
                        return within;
                    }
                }

                return null;
            case JsonValueKind.Array:
                return element
                    .EnumerateArray()
                    .Select((item, i) => Find(item, $"{path}[{i}]"))
                    .FirstOrDefault(p => p is not null);
            default:
                return null;
        }
    }
}
