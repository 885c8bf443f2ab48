using System.Buffers;
using System.Text.Json;

namespace CsMl.Core.LanguageModel.Prompts;

/// <summary>A list of facts, most relevant first, of which as many are shown as there is room for.</summary>
/// <param name="name">Name of the list in the JSON.</param>
/// <param name="count">Number of facts.</param>
/// <param name="most">Maximum number of facts shown.</param>
/// <param name="write">Writes one fact; called in order.</param>
internal sealed class FactList(string name, int count, int most, Action<Utf8JsonWriter, int> write)
{
    private readonly List<byte[]> _shown = [];
    private bool _isFull;

    public string Name => name;

    public int LeftOut => count - _shown.Count;

    /// <summary>Shows one more fact if there is one and it fits.</summary>
    /// <param name="room">Remaining bytes; reduced by the size of the fact.</param>
    /// <returns>False if no further fact can be shown.</returns>
    public bool TryShowNext(ref int room)
    {
        if (_isFull || _shown.Count == Math.Min(most, count))
        {
            return false;
        }

        var buffer = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(buffer, FactBlock.Json))
        {
            write(json, _shown.Count);
        }

        // One byte for the comma after it.
        var size = buffer.WrittenCount + 1;
        if (size > room)
        {
            _isFull = true;
            return false;
        }

        room -= size;
        _shown.Add(buffer.WrittenSpan.ToArray());
        return true;
    }

    public void WriteTo(Utf8JsonWriter json)
    {
        if (count == 0)
        {
            return;
        }

        json.WriteStartArray(name);
        foreach (var item in _shown)
        {
            json.WriteRawValue(item, skipInputValidation: true);
        }

        json.WriteEndArray();
    }
}
