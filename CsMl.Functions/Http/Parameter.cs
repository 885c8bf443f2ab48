using CsMl.Core.Json;

namespace CsMl.Functions.Http;

/// <summary>
/// A query parameter, or a field of a command's body: <see cref="Fields"/> reads by it, and docs/openapi.json is written
/// from it.
/// </summary>
/// <param name="Meaning">A sentence for callers, without a full stop.</param>
internal sealed record Parameter(string Name, ParameterType Type, string Meaning)
{
    public double Min { get; private init; }

    public double Max { get; private init; }

    /// <summary>The number that stands for an absent one; of a flag, 1 for true. NaN if there is none.</summary>
    public double Default { get; private init; }

    public bool HasDefault => !double.IsNaN(Default);

    public int MaxLength { get; private init; }

    public int MaxItems { get; private init; }

    /// <summary>The only values of a text; empty if it may have any.</summary>
    public IReadOnlyList<string> Words { get; private init; } = [];

    /// <summary>The enum whose names the words are; null if they are of none.</summary>
    public Type? Enum { get; private init; }

    /// <summary>The fields of an object, or of each object of a list.</summary>
    public IReadOnlyList<Parameter> Fields { get; private init; } = [];

    public bool IsRequired { get; init; }

    /// <summary>True if a query may have it more than once.</summary>
    public bool IsRepeated { get; init; }

    /// <summary>The word that stands for an absent one; null if there is none.</summary>
    public string? DefaultWord { get; init; }

    public static Parameter Whole(string name, int min, int max, int otherwise, string meaning) =>
        new(name, ParameterType.Whole, meaning)
        {
            Min = min,
            Max = max,
            Default = otherwise,
        };

    public static Parameter Number(string name, double min, double max, double otherwise, string meaning) =>
        new(name, ParameterType.Number, meaning)
        {
            Min = min,
            Max = max,
            Default = otherwise,
        };

    /// <summary>A whole number that may be absent.</summary>
    public static Parameter Whole(string name, int min, int max, string meaning) =>
        new(name, ParameterType.Whole, meaning)
        {
            Min = min,
            Max = max,
            Default = double.NaN,
        };

    /// <summary>A number that may be absent.</summary>
    public static Parameter Number(string name, double min, double max, string meaning) =>
        Number(name, min, max, double.NaN, meaning);

    public static Parameter Flag(string name, string meaning, bool otherwise = false) =>
        new(name, ParameterType.Flag, meaning) { Default = otherwise ? 1 : 0 };

    public static Parameter Instant(string name, string meaning) => new(name, ParameterType.Instant, meaning);

    public static Parameter Text(string name, int maxLength, string meaning) =>
        new(name, ParameterType.Text, meaning) { MaxLength = maxLength };

    /// <summary>One of the names of an enum.</summary>
    public static Parameter Word<T>(string name, string meaning)
        where T : struct, Enum => Word(name, EnumNames.All<T>(), meaning) with { Enum = typeof(T) };

    public static Parameter Word(string name, IReadOnlyList<string> words, string meaning) =>
        new(name, ParameterType.Text, meaning) { Words = words };

    public static Parameter Object(string name, string meaning, params IReadOnlyList<Parameter> fields) =>
        new(name, ParameterType.Object, meaning) { Fields = fields };

    public static Parameter List(string name, int maxItems, string meaning, params IReadOnlyList<Parameter> fields) =>
        new(name, ParameterType.List, meaning) { Fields = fields, MaxItems = maxItems };
}
