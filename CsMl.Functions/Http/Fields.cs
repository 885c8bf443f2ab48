using System.Globalization;
using System.Text;
using System.Text.Json;
using CsMl.Core.Accounts.Import;
using CsMl.Core.Json;
using CsMl.Core.Predictions;
using Microsoft.AspNetCore.Http;

namespace CsMl.Functions.Http;

/// <summary>
/// Reads the fields of a small JSON object or of a query string, each with its range and default, and gathers what
/// is wrong with them. Fields that the app does not know are passed over.
/// </summary>
internal sealed partial class Fields
{
    private readonly Func<string, JsonElement> find;
    private readonly string prefix;
    private readonly List<FieldError> errors;

    /// <summary>In a query every value is a text; in JSON a number in quotes is a mistake.</summary>
    private readonly bool isQuery;

    private bool wrongType;

    public Fields(JsonElement json)
        : this(name => Property(json, name), "", [], isQuery: false) { }

    private Fields(Func<string, JsonElement> find, string prefix, List<FieldError> errors, bool isQuery)
    {
        this.find = find;
        this.prefix = prefix;
        this.errors = errors;
        this.isQuery = isQuery;
    }

    /// <summary>The parameters of a query string; a value is a text, from which numbers and flags are read.</summary>
    public static Fields Of(IQueryCollection query)
    {
        var wrong = new List<FieldError>();
        return new Fields(
            name =>
            {
                var values = query[name];
                if (values.Count > 1)
                {
                    wrong.Add(new FieldError(name, "is given more than once; give it once"));
                }

                return values.Count == 0
                    ? default
                    : JsonSerializer.SerializeToElement(values[0] ?? "", HttpJson.Plain.String);
            },
            "",
            wrong,
            isQuery: true
        );
    }

    /// <summary>What is wrong with the fields read so far; null: nothing.</summary>
    public ApiProblem? Refusal =>
        errors.Count == 0
            ? null
            : Http.ApiProblem.Invalid(errors, wrongType ? "INVALID_PREDICTION_TYPE" : "INVALID_REQUEST");

    /// <summary>The fields of an object within; none where it is absent.</summary>
    public Fields Object(string name)
    {
        var value = find(name);
        if (value.ValueKind is not (JsonValueKind.Object or JsonValueKind.Undefined or JsonValueKind.Null))
        {
            Fail(name, "is not an object; write { … }");
        }

        return new Fields(inner => Property(value, inner), name + ".", errors, isQuery: false);
    }

    /// <summary>A prediction type; null where it is absent and may be.</summary>
    public PredictionType? Type(string name, bool required)
    {
        var value = find(name);
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

        wrongType = true;
        Fail(name, $"is no prediction type; write one of {allowed}");
        return null;
    }

    public bool Flag(string name)
    {
        var value = find(name);
        switch (value.ValueKind)
        {
            case JsonValueKind.Undefined or JsonValueKind.Null or JsonValueKind.False:
                return false;
            case JsonValueKind.True:
                return true;
            case JsonValueKind.String when isQuery && value.GetString() is "true" or "false":
                return value.GetString() == "true";
            default:
                Fail(name, "is not a flag; write true or false");
                return false;
        }
    }

    public int Whole(string name, int min, int max, int otherwise)
    {
        var value = find(name);
        if (IsAbsent(value))
        {
            return otherwise;
        }

        var number = NumberIn(value);
        if (number >= min && number <= max && Math.Floor(number) == number)
        {
            return (int)number;
        }

        Fail(name, $"is not a whole number from {min} to {max}; write one");
        return otherwise;
    }

    public double Number(string name, double min, double max, double otherwise)
    {
        var value = find(name);
        if (IsAbsent(value))
        {
            return otherwise;
        }

        var number = NumberIn(value);
        if (number >= min && number <= max)
        {
            return number;
        }

        Fail(name, FormattableString.Invariant($"is not a number from {min} to {max}; write one"));
        return otherwise;
    }

    /// <summary>An instant or a date in ISO 8601; null where it is absent.</summary>
    public DateTimeOffset? Instant(string name)
    {
        var value = find(name);
        if (IsAbsent(value))
        {
            return null;
        }

        if (TextOf(value) is { } text && InstantText.TryParse(Encoding.UTF8.GetBytes(text), out var instant))
        {
            return instant;
        }

        Fail(name, InstantText.Rule);
        return null;
    }

    /// <summary>Which of the words is given, by its place among them; the first where none is, if none need be.</summary>
    public int OneOf(string name, IReadOnlyList<string> words, bool required = false)
    {
        var value = find(name);
        if (IsAbsent(value) && !required)
        {
            return 0;
        }

        for (var i = 0; i < words.Count; i++)
        {
            if (TextOf(value) == words[i])
            {
                return i;
            }
        }

        Fail(name, $"is none of its values; write one of {string.Join(", ", words)}");
        return 0;
    }

    /// <summary>A place in a list, as an earlier answer's nextLink gave it; null: its beginning.</summary>
    /// <param name="list">The list that the place is to be in.</param>
    public string? Cursor(string name, string list)
    {
        var value = find(name);
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

    /// <summary>NaN where there is none.</summary>
    private double NumberIn(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.Number when value.TryGetDouble(out var number) => number,
            JsonValueKind.String
                when isQuery
                    && double.TryParse(
                        value.GetString(),
                        NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint,
                        CultureInfo.InvariantCulture,
                        out var number
                    ) => number,
            _ => double.NaN,
        };

    /// <summary>Null where the value is no text, or one that holds half of a surrogate pair.</summary>
    private static string? TextOf(JsonElement value)
    {
        try
        {
            return value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static JsonElement Property(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) ? value : default;

    private void Fail(string name, string message) => errors.Add(new FieldError(prefix + name, message));

    private static bool IsAbsent(JsonElement value) => value.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null;
}
