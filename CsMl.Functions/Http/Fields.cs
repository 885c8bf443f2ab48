using System.Text.Json;
using CsMl.Core.Json;
using CsMl.Core.Predictions;
using Microsoft.AspNetCore.Http;

namespace CsMl.Functions.Http;

/// <summary>
/// Reads the fields of a small JSON object or of a query string, each with its range and default. Unknown fields are
/// ignored, unless <see cref="RefuseUnknown"/> is called.
/// </summary>
internal sealed partial class Fields : FieldReader
{
    /// <summary>True for a query string, where every value is a text. In JSON a number in quotes is an error.</summary>
    private readonly bool _isQuery;

    private readonly JsonElement _json;
    private readonly HashSet<string> _known;
    private readonly List<Fields> _objects = [];
    private bool _wrongType;

    public Fields(JsonElement json)
        : this(json, "", new FieldErrors()) { }

    private Fields(JsonElement json, string path, FieldErrors errors)
        : this(name => Property(json, name), path, errors, isQuery: false) => _json = json;

    private Fields(Func<string, JsonElement> find, string path, FieldErrors errors, bool isQuery)
        : this(find, [], path, errors) => _isQuery = isQuery;

    private Fields(Func<string, JsonElement> find, HashSet<string> known, string path, FieldErrors errors)
        : base(
            name =>
            {
                known.Add(name);
                return find(name);
            },
            path,
            errors
        ) => _known = known;

    /// <summary>The parameters of a query string; numbers and flags are parsed from text.</summary>
    public static Fields Of(IQueryCollection query)
    {
        var errors = new FieldErrors();
        return new Fields(
            name =>
            {
                var values = query[name];
                if (values.Count > 1)
                {
                    errors.Add(name, "is given more than once; give it once");
                }

                return values.Count == 0
                    ? default
                    : JsonSerializer.SerializeToElement(values[0] ?? "", HttpJson.Plain.String);
            },
            "",
            errors,
            isQuery: true
        );
    }

    /// <summary>The errors of the fields read so far; null if there are none.</summary>
    public ApiProblem? Refusal =>
        Errors.All.Count == 0
            ? null
            : ApiProblem.Invalid(
                Errors.All,
                _wrongType ? ProblemCode.InvalidPredictionType : ProblemCode.InvalidRequest
            );

    /// <summary>
    /// Adds an error for each field that was not read: in a command an unknown field is a misspelled one, which would
    /// otherwise do something else than was asked for.
    /// </summary>
    public void RefuseUnknown()
    {
        if (_json.ValueKind == JsonValueKind.Object)
        {
            foreach (var field in _json.EnumerateObject().Where(field => !_known.Contains(field.Name)))
            {
                Fail(field.Name, UnknownName.Message(field.Name, _known));
            }
        }

        _objects.ForEach(inner => inner.RefuseUnknown());
    }

    /// <summary>True if the field is present, even with the value null.</summary>
    public bool Has(string name) => Find(name).ValueKind != JsonValueKind.Undefined;

    /// <summary>Adds an error that the caller found, unless the field has one already.</summary>
    public void Reject(string name, string message)
    {
        if (!Errors.Contains(PathOf(name)))
        {
            Fail(name, message);
        }
    }

    /// <summary>Adds an error of the object itself.</summary>
    public void RejectWhole(string message) => Errors.Add(PathOf("").TrimEnd('.'), message);

    /// <summary>The fields of a nested object; empty if it is absent.</summary>
    public Fields Object(string name)
    {
        var value = Find(name);
        if (value.ValueKind is not (JsonValueKind.Object or JsonValueKind.Undefined or JsonValueKind.Null))
        {
            Fail(name, "is not an object; write { … }");
        }

        return Within(value, name);
    }

    /// <summary>The objects of a list; empty if it is absent and optional.</summary>
    public IReadOnlyList<Fields> List(string name, int most, bool required = false)
    {
        var list = Find(name);
        if (IsAbsent(list) && !required)
        {
            return [];
        }

        if (
            list.ValueKind != JsonValueKind.Array
            || list.GetArrayLength() > most
            || (required && list.GetArrayLength() == 0)
        )
        {
            Fail(name, $"is not a list of {(required ? "1 to" : "at most")} {most} objects; write [ … ]");
            return [];
        }

        var items = new List<Fields>();
        foreach (var (value, place) in Entries(list, name))
        {
            if (value.ValueKind != JsonValueKind.Object)
            {
                Fail(place, "is not an object; write { … }");
            }

            items.Add(Within(value, place));
        }

        return items;
    }

    /// <summary>A prediction type; null if it is absent and optional.</summary>
    public PredictionType? Type(string name, bool required)
    {
        var value = Find(name);
        var allowed = string.Join(", ", EnumNames.All<PredictionType>());
        if (IsAbsent(value))
        {
            if (required)
            {
                Fail(name, $"is missing; write one of {allowed}");
            }

            return null;
        }

        if (TextOf(value) is { } text && EnumNames.Find<PredictionType>(text) is { } type)
        {
            return type;
        }

        _wrongType = true;
        Fail(name, $"is no prediction type; write one of {allowed}");
        return null;
    }

    /// <summary>A place in a list, from an earlier response's nextLink; null for the beginning.</summary>
    /// <param name="list">The list that the place must belong to.</param>
    public string? Cursor(string name, string list)
    {
        var value = Find(name);
        if (IsAbsent(value))
        {
            return null;
        }

        if (Http.Cursor.TryRead(value.GetString()!, list, out var place))
        {
            return place;
        }

        Fail(name, "is no place in this list; follow the nextLink of an answer");
        return null;
    }

    private Fields Within(JsonElement value, string name)
    {
        var inner = new Fields(value, PathOf(name) + ".", Errors);
        _objects.Add(inner);
        return inner;
    }
}
