using System.Buffers;
using System.Text.Json;

namespace CsMl.Core.LanguageModel.Prompts;

/// <summary>A list of facts of which as many are shown as there is room for, the most telling first.</summary>
/// <param name="name">Of the list in the JSON.</param>
/// <param name="count">How many there are.</param>
/// <param name="most">How many are shown at most.</param>
/// <param name="write">Writes one of them; asked for in order.</param>
internal sealed class FactList(string name, int count, int most, Action<Utf8JsonWriter, int> write)
{
    private readonly List<byte[]> shown = [];
    private bool isFull;

    public string Name => name;

    public int LeftOut => count - shown.Count;

    /// <summary>Shows one more if there is one and it fits.</summary>
    /// <param name="room">Bytes that are left; lowered by what is taken.</param>
    /// <returns>False where nothing more will ever be shown.</returns>
    public bool TryShowNext(ref int room)
    {
        if (isFull || shown.Count == Math.Min(most, count))
        {
            return false;
        }

        var buffer = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(buffer, FactBlock.Json))
        {
            write(json, shown.Count);
        }

        // The comma after it.
        var size = buffer.WrittenCount + 1;
        if (size > room)
        {
            isFull = true;
            return false;
        }

        room -= size;
        shown.Add(buffer.WrittenSpan.ToArray());
        return true;
    }

    public void WriteTo(Utf8JsonWriter json)
    {
        if (count == 0)
        {
            return;
        }

        json.WriteStartArray(name);
        foreach (var item in shown)
        {
            json.WriteRawValue(item, skipInputValidation: true);
        }

        json.WriteEndArray();
    }
}
