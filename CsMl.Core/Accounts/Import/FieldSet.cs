using System.Collections.Concurrent;
using CsMl.Core.Json;

namespace CsMl.Core.Accounts.Import;

/// <summary>The fields that an object or a row may have, found by any of their names.</summary>
internal sealed class FieldSet
{
    private readonly Dictionary<string, (ImportField Field, int Weakness)> _byKey = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ImportField> _byName = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, string?> _nearest = new(StringComparer.Ordinal);

    public FieldSet(params IReadOnlyList<ImportField> fields)
    {
        Fields = fields;
        foreach (var field in fields)
        {
            // The first field that claims a name has it.
            foreach (var (key, weakness) in field.Keys)
            {
                _byKey.TryAdd(key, (field, weakness));
            }

            foreach (var (name, _) in field.Names)
            {
                _byName.TryAdd(name, field);
            }
        }

        AddCurrencies();
    }

    public IReadOnlyList<ImportField> Fields { get; }

    /// <summary>The field of this name, and how weak the name is; null if nobody knows it.</summary>
    public (ImportField Field, int Weakness)? Find(string name) =>
        _byKey.TryGetValue(HeaderName.Normalize(name), out var found) ? found : null;

    /// <summary>The currency of an object is also named after its amounts: <c>ARR Currency</c>, <c>Umsatz Währung</c>.</summary>
    private void AddCurrencies()
    {
        foreach (var amount in Fields.Where(f => f.Type == FieldType.Money))
        {
            var name = amount.Name[..(amount.Name.LastIndexOf('.') + 1)] + "currency";
            if (Fields.FirstOrDefault(f => f.Name == name) is not { } currency)
            {
                continue;
            }

            foreach (var (key, weakness) in amount.Keys)
            {
                _byKey.TryAdd(key + "currency", (currency, weakness));
                _byKey.TryAdd(key + "waehrung", (currency, weakness));
            }
        }
    }

    /// <summary>The name of the field that an unknown name most likely means; null if none is near.</summary>
    public string? Nearest(string name)
    {
        if (_nearest.TryGetValue(name, out var known))
        {
            return known;
        }

        var nearest =
            Find(name)?.Field.Name
            ?? (NearestName.Of(HeaderName.WithoutSuffix(name), _byName.Keys) is { } alias ? _byName[alias].Name : null);
        // Bounded, because callers choose the names.
        return _nearest.Count < 1_000 ? _nearest.GetOrAdd(name, nearest) : nearest;
    }
}
