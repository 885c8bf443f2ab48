using System.Collections.Concurrent;
using CsMl.Core.Json;

namespace CsMl.Core.Accounts.Import;

/// <summary>The fields that an object or a row may have, found by any of their names.</summary>
internal sealed class FieldSet
{
    private readonly Dictionary<string, (ImportField Field, bool IsWeak)> _byKey = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string?> _nearest = new(StringComparer.Ordinal);

    public FieldSet(params IReadOnlyList<ImportField> fields)
    {
        Fields = fields;
        foreach (var (field, key, isWeak) in fields.SelectMany(f => f.Keys.Select(k => (f, k.Key, k.IsWeak))))
        {
            // The first field that claims a name has it.
            _byKey.TryAdd(key, (field, isWeak));
        }
    }

    public IReadOnlyList<ImportField> Fields { get; }

    /// <summary>The field of this name; null if nobody knows it.</summary>
    public (ImportField Field, bool IsWeak)? Find(string name) =>
        _byKey.TryGetValue(HeaderName.Normalize(name), out var found) ? found : null;

    /// <summary>The name of the field that an unknown name most likely means; null if none is near.</summary>
    public string? Nearest(string name)
    {
        var key = HeaderName.Normalize(name);
        if (_nearest.TryGetValue(key, out var known))
        {
            return known;
        }

        var nearest = NearestName.Of(key, _byKey.Keys) is { } alias ? _byKey[alias].Field.Name : null;
        // Bounded, because callers choose the names.
        return _nearest.Count < 1_000 ? _nearest.GetOrAdd(key, nearest) : nearest;
    }
}
