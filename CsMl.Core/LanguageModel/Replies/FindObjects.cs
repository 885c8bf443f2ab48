using System.Text;
using System.Text.Json;

namespace CsMl.Core.LanguageModel.Replies;

/// <summary>
/// Finds the JSON objects in what a model wrote: between prose, code fences and drafts, after thoughts in any wrapping,
/// and within a list, a text or another object around them.
/// </summary>
internal static class FindObjects
{
    private const int MostDepth = 8;

    /// <summary>Each failed attempt to read an object costs an exception, and a text may hold thousands of braces.</summary>
    private const int MostAttempts = 1_000;

    public static readonly JsonDocumentOptions Strict = new() { MaxDepth = MostDepth };

    /// <summary>
    /// The objects of the part after the thoughts, or of the thoughts if nothing after them looks like an object: some
    /// servers take a whole reply for thoughts.
    /// </summary>
    public static FoundObjects In(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var markers = ThoughtMarkers.In(text);
        var objects = new List<(int At, JsonElement Value)>();
        var (said, end) = (0, bytes.Length);
        var attempts = 0;
        for (int at = 0, next = 0; at < bytes.Length; )
        {
            while (next < markers.Count && markers[next].From < at)
            {
                // A marker within an object is a part of its texts.
                next++;
            }

            if (next < markers.Count && markers[next].From == at)
            {
                (said, end) = markers[next].IsEnd ? (markers[next].To, bytes.Length) : (said, Math.Min(end, at));
                at = markers[next].To;
            }
            else if (
                MayBegin(bytes.AsSpan(at))
                && attempts++ < MostAttempts
                && TryRead(bytes.AsSpan(at), out var value, out var length)
            )
            {
                objects.Add((at, value));
                at += length;
            }
            else
            {
                at++;
            }
        }

        var after = Encoding.UTF8.GetString(bytes.AsSpan(said..Math.Max(said, end)));
        var isAfter = after.Contains('{', StringComparison.Ordinal);
        JsonElement[] found = [.. objects.Where(o => !isAfter || (o.At >= said && o.At < end)).Select(o => o.Value)];
        return found.Length == 0 && Unquoted(after) is { } inner
            ? In(inner)
            : new FoundObjects(found, after, markers.Count > 0);
    }

    /// <summary>The objects within an object or a list, outermost first, each list from its end.</summary>
    public static IEnumerable<JsonElement> Within(JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                return value.EnumerateObject().Select(p => p.Value).SelectMany(Nested);
            case JsonValueKind.Array:
                return value.EnumerateArray().Reverse().SelectMany(Nested);
            case JsonValueKind.String:
                return TextOf(value) is { } text && text.Contains('{', StringComparison.Ordinal)
                    ? In(text).Objects
                    : [];
            default:
                return [];
        }

        static IEnumerable<JsonElement> Nested(JsonElement inner) =>
            inner.ValueKind == JsonValueKind.Object ? [inner, .. Within(inner)] : Within(inner);
    }

    /// <summary>An object begins with a name in quotation marks, or ends at once.</summary>
    private static bool MayBegin(ReadOnlySpan<byte> bytes) =>
        bytes[0] == '{'
        && bytes[1..].IndexOfAnyExcept(" \t\r\n"u8) is >= 0 and var inner
        && bytes[inner + 1] is (byte)'"' or (byte)'}';

    private static bool TryRead(ReadOnlySpan<byte> bytes, out JsonElement value, out int length)
    {
        var reader = new Utf8JsonReader(
            bytes,
            new JsonReaderOptions { MaxDepth = Strict.MaxDepth, AllowMultipleValues = true }
        );
        try
        {
            value = JsonElement.ParseValue(ref reader);
            length = (int)reader.BytesConsumed;
            return true;
        }
        catch (JsonException)
        {
            (value, length) = (default, 0);
            return false;
        }
    }

    /// <summary>The text of a reply that was written as a JSON string, with its quotes or without; null if it is none.</summary>
    private static string? Unquoted(string said)
    {
        var text = said.Trim();
        var quoted = text.StartsWith('"') ? text : $"\"{text}\"";
        if (!text.StartsWith('"') && !text.Contains("{\\\"", StringComparison.Ordinal))
        {
            return null;
        }

        try
        {
            using var json = JsonDocument.Parse(quoted, Strict);
            return TextOf(json.RootElement);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? TextOf(JsonElement value)
    {
        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            // Half a character.
            return null;
        }
    }
}
