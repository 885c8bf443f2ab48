using System.Collections;
using CsMl.Core.Json;

namespace CsMl.Functions.Logs;

/// <summary>The state of a log entry, sanitized on access: the text and the named values.</summary>
/// <param name="format">Formats the text.</param>
internal sealed class PrintableState(object? state, Func<string?> format) : IReadOnlyList<KeyValuePair<string, object?>>
{
    private readonly IReadOnlyList<KeyValuePair<string, object?>> _values =
        state as IReadOnlyList<KeyValuePair<string, object?>>
        ?? [.. state as IEnumerable<KeyValuePair<string, object?>> ?? []];

    public int Count => _values.Count;

    public KeyValuePair<string, object?> this[int index] => new(_values[index].Key, Clean(_values[index].Value));

    public override string ToString() => PrintableText.Of(format() ?? "");

    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator()
    {
        for (var i = 0; i < Count; i++)
        {
            yield return this[i];
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Numbers, dates and other value types need no sanitizing and are returned unchanged.</summary>
    private static object? Clean(object? value) =>
        value switch
        {
            string text => PrintableText.Of(text),
            null or ValueType => value,
            IEnumerable<string> texts => texts.Select(PrintableText.Of).ToArray(),
            _ when value.ToString() is { } text && PrintableText.Of(text) is var clean && clean != text => clean,
            _ => value,
        };
}
