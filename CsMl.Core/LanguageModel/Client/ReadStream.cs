using System.Text;
using System.Text.Json;

namespace CsMl.Core.LanguageModel.Client;

/// <summary>
/// Reads a body as one JSON value. Servers begin it with a byte order mark, or stream it although nobody asked for a
/// stream: as events (<c>data: {…}</c>, with comments between them) or as one JSON object a line.
/// </summary>
internal static class ReadStream
{
    /// <summary>Lines of one object; more are no object.</summary>
    private const int MostLines = 200;

    private static readonly string[] Fields = ["data:", "event:", "id:", "retry:", ":"];

    public static ReadOnlyMemory<byte> Of(ReadOnlyMemory<byte> body)
    {
        var json = body.Span.StartsWith("\uFEFF"u8) ? body[3..] : body;
        var start = json.Span.IndexOfAnyExcept(" \t\r\n"u8);
        json = start > 0 ? json[start..] : json;
        try
        {
            return IsStream(json.Span) ? Join(Encoding.UTF8.GetString(json.Span)) : json;
        }
        catch (InvalidOperationException)
        {
            // The JSON parser accepts an unpaired surrogate, but reading it as text throws. The body is then no JSON.
            return json;
        }
    }

    private static bool IsStream(ReadOnlySpan<byte> json)
    {
        foreach (var field in Fields)
        {
            if (json.StartsWith(Encoding.UTF8.GetBytes(field)))
            {
                return true;
            }
        }

        // Two lines with an object each. Within one JSON value a comma would stand between them.
        return json.IndexOf("}\n{"u8) >= 0 || json.IndexOf("}\r\n{"u8) >= 0;
    }

    private static byte[] Join(string stream)
    {
        var joined = new JoinChunks();
        var chunk = new StringBuilder();
        var lines = 0;
        var isError = false;
        foreach (var line in stream.AsSpan().EnumerateLines())
        {
            var data = line.Trim();
            isError = data.StartsWith("event:") ? data[6..].Trim() is "error" : isError;
            while (data.StartsWith("data:"))
            {
                data = data[5..].TrimStart();
            }

            if (data.IsEmpty || lines++ == MostLines || (chunk.Length == 0 && data[0] != '{'))
            {
                (lines, _) = (0, chunk.Clear());
                continue;
            }

            // An object may take several lines.
            chunk.Append(data).Append('\n');
            if (TryParse(chunk.ToString()) is { } json)
            {
                using (json)
                {
                    joined.Add(json.RootElement, isError);
                }

                (lines, _) = (0, chunk.Clear());
            }
        }

        return joined.ToJson();
    }

    private static JsonDocument? TryParse(string text)
    {
        try
        {
            return JsonDocument.Parse(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
