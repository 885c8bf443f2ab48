using System.Buffers;
using System.Text.Json;
using CsMl.Local.Commands;

namespace CsMl.Benchmarks;

/// <summary>
/// A lower bound for scoring a file: System.Text.Json reads its lines and writes lines like those of the output, from
/// file to file on one thread.
/// </summary>
internal static class JsonFloor
{
    private const int AnswersKept = 1_000;
    private const int FlushAt = 1 << 16;

    public static async Task RunAsync(string input, string answers, string output)
    {
        var kept = new List<JsonDocument>();
        await foreach (var line in File.ReadLinesAsync(answers))
        {
            kept.Add(JsonDocument.Parse(line));
            if (kept.Count == AnswersKept)
            {
                break;
            }
        }

        await using var to = StandardStreams.OpenOutput(output);
        var buffer = new ArrayBufferWriter<byte>(2 * FlushAt);
        await using var writer = new Utf8JsonWriter(buffer);
        var lines = 0;
        foreach (var line in Lines(input))
        {
            using (JsonDocument.Parse(line))
            {
                writer.Reset();
                kept[lines++ % kept.Count].RootElement.WriteTo(writer);
                await writer.FlushAsync();
                buffer.Write("\n"u8);
            }

            if (buffer.WrittenCount >= FlushAt)
            {
                await to.WriteAsync(buffer.WrittenMemory);
                buffer.ResetWrittenCount();
            }
        }

        await to.WriteAsync(buffer.WrittenMemory);
        kept.ForEach(document => document.Dispose());
    }

    private static IEnumerable<ReadOnlyMemory<byte>> Lines(string path)
    {
        using var file = File.OpenRead(path);
        var buffer = new byte[1 << 20];
        var filled = 0;
        while (file.Read(buffer, filled, buffer.Length - filled) is > 0 and var read)
        {
            filled += read;
            var from = 0;
            while (Array.IndexOf(buffer, (byte)'\n', from, filled - from) is >= 0 and var end)
            {
                yield return buffer.AsMemory(from, end - from);
                from = end + 1;
            }

            buffer.AsSpan(from, filled - from).CopyTo(buffer);
            filled -= from;
        }
    }
}
