using System.Text;
using System.Text.Json;
using CsMl.Core.Json;

namespace CsMl.Core.Accounts.Import;

/// <summary>
/// Reads one JSON object in a single pass and turns each value into a fact or into an error that names its field. An
/// invalid value does not end the pass, so that the caller gets all errors at once; malformed JSON throws a
/// <see cref="JsonException"/>. The reader is hand-written because reading takes over a quarter of the time of scoring
/// a file (docs/adr/0008-json-reading.md).
/// </summary>
internal ref partial struct JsonCursor(ReadOnlySpan<byte> json, ReadNotes? notes = null)
{
    private const string NoObject = "is not an object; write { … }";
    private const int MostNameBytes = 64;

    private Utf8JsonReader _reader = new(json);
    private ReadOnlySpan<byte> _name;
    private FieldNamesSeen _outer;
    private FieldNamesSeen _inner;
    private bool _inside;
    private string? _place;
    private int _item;
    private bool _isRenamed;
    private bool _wasRenamed;
    private bool _isItemAmbiguous;
    private FieldErrors? _errors = notes?.Problems;
    private WordCounts? _unknown;

    /// <summary>Reads an item of a list, field by field; false if a required field is missing.</summary>
    public delegate bool TryReadItem<T>(ref JsonCursor cursor, out T item);

    /// <summary>The account of the object if it does not name one.</summary>
    public readonly string? DefaultAccountId => notes?.AccountId;

    /// <summary>The errors of the fields read so far.</summary>
    public readonly IReadOnlyList<FieldError> Errors => _errors?.All ?? [];

    /// <summary>The words read so far that no table of words knows.</summary>
    public readonly IReadOnlyList<UnknownWord> UnknownWords => _unknown?.All ?? [];

    /// <summary>Enters the root object; false if the root is not an object.</summary>
    public bool Begin() => _reader.Read() && _reader.TokenType == JsonTokenType.StartObject;

    /// <summary>Throws if anything but white space follows the root.</summary>
    public void End() => _reader.Read();

    /// <summary>Moves to the value of the object's next field.</summary>
    public bool NextField()
    {
        if (notes is not null && TakeRenamed())
        {
            return true;
        }

        _reader.Read();
        if (_reader.TokenType != JsonTokenType.PropertyName)
        {
            return false;
        }

        _name = Unescaped();
        ref var seen = ref _inside ? ref _inner : ref _outer;
        if (!seen.Add(_name))
        {
            FailRepeated();
        }

        _reader.Read();
        return true;
    }

    public readonly bool Is(ReadOnlySpan<byte> field) => _name.SequenceEqual(field);

    /// <summary>Skips the value of the current field.</summary>
    public void Skip() => _reader.Skip();

    /// <summary>Reads the list of objects in <paramref name="field"/>; null is an empty list.</summary>
    public static List<T> List<T>(ref JsonCursor cursor, string field, int capacity, TryReadItem<T> read)
    {
        var list = new List<T>(capacity);
        if (cursor.EnterList(field))
        {
            while (cursor.NextItem())
            {
                if (read(ref cursor, out var item) && !cursor._isItemAmbiguous)
                {
                    list.Add(item);
                }
            }

            if (cursor._item < 0)
            {
                cursor.NoteEmptied();
            }
        }

        return list;
    }

    /// <summary>Enters the object in <paramref name="field"/>; false, without an error, for null.</summary>
    public bool EnterObject(string field)
    {
        if (!Expect(JsonTokenType.StartObject, NoObject))
        {
            return false;
        }

        _place = field;
        _item = -1;
        _inside = true;
        _inner.Clear();
        return true;
    }

    /// <summary>Returns to the root object.</summary>
    public void Leave()
    {
        _inside = false;
        _place = null;
    }

    /// <summary>Adds an error at the current field.</summary>
    public void Fail(string message) =>
        Report(PathOf(Encoding.UTF8.GetString(_name[..Math.Min(_name.Length, MostNameBytes)])), message);

    /// <summary>Adds an error about the current value that quotes its beginning.</summary>
    /// <param name="rule">Follows the value in the sentence, such as "is not …".</param>
    public void FailValue(string rule) => Fail(Shown() is { } value ? $"'{value}' {rule}" : rule);

    /// <summary>
    /// Adds an error for a missing field, unless an error already names the field by this name or its alternative name.
    /// </summary>
    public void Missing(string field, string? otherwise = null)
    {
        var path = PathOf(field);
        if (_errors is null || !(_errors.Contains(path) || _errors.Contains(PathOf(otherwise ?? field))))
        {
            Report(path, "is missing; add it");
        }
    }

    /// <summary>Notes that the current field was emptied, which is something else than absent.</summary>
    public readonly void NoteEmptied()
    {
        if (notes is { IsLenient: true } && (!_inside || _item < 0))
        {
            notes.Emptied.Add(PathOf(Encoding.UTF8.GetString(_name)));
        }
    }

    private void FailRepeated()
    {
        Fail("is given twice; give it once");
        _isItemAmbiguous = true;
        if (notes is not null && (!_inside || _item < 0))
        {
            notes.IsAmbiguous = true;
        }
    }

    private bool EnterList(string field)
    {
        if (!Expect(JsonTokenType.StartArray, "is not a list; write [ … ]"))
        {
            return false;
        }

        _place = field;
        _item = -1;
        return true;
    }

    /// <summary>Enters the next object of the list; at the end of the list, returns to the root object.</summary>
    private bool NextItem()
    {
        while (_reader.Read() && _reader.TokenType != JsonTokenType.EndArray)
        {
            _item++;
            if (_reader.TokenType == JsonTokenType.StartObject)
            {
                _inside = true;
                _isItemAmbiguous = false;
                _inner.Clear();
                return true;
            }

            Report($"{_place}[{_item}]", NoObject);
            _reader.Skip();
        }

        Leave();
        return false;
    }

    /// <summary>The beginning of a text, number or flag without control characters; null for any other value.</summary>
    private readonly string? Shown()
    {
        if (_reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
        {
            return null;
        }

        var text =
            _reader.TokenType == JsonTokenType.String
                ? _reader.GetString()!
                : Encoding.UTF8.GetString(_reader.ValueSpan);
        return CellText.Shown(text);
    }

    private readonly string PathOf(string field) =>
        !_inside ? field
        : _item < 0 ? $"{_place}.{field}"
        : $"{_place}[{_item}].{field}";

    private void Report(string field, string message) => (_errors ??= new FieldErrors()).Add(field, message);
}
