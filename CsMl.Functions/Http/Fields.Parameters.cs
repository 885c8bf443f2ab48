using CsMl.Core.Predictions;

namespace CsMl.Functions.Http;

/// <summary>Reads fields as a <see cref="Parameter"/> declares them.</summary>
internal sealed partial class Fields
{
    public int Whole(Parameter p) => Whole(p.Name, (int)p.Min, (int)p.Max, (int)p.Default);

    /// <summary>Null if it is absent, or wrong.</summary>
    public int? WholeIf(Parameter p) => Find(p.Name) is var value && IsAbsent(value) ? null : Whole(p);

    /// <summary>Null if it is absent, or wrong.</summary>
    public double? NumberIf(Parameter p) => Number(p) is var number && double.IsNaN(number) ? null : number;

    public double Number(Parameter p) => Number(p.Name, p.Min, p.Max, p.Default);

    public bool Flag(Parameter p) => Flag(p.Name);

    public string? Text(Parameter p) => Text(p.Name, p.MaxLength, p.IsRequired);

    public DateTimeOffset? Instant(Parameter p) => Instant(p.Name);

    public T? Word<T>(Parameter p)
        where T : struct, Enum => Word<T>(p.Name);

    public int OneOf(Parameter p) => OneOf(p.Name, p.Words, p.IsRequired);

    public PredictionType? Type(Parameter p) => Type(p.Name, p.IsRequired);

    public string? Cursor(string list) => Cursor(Parameters.Cursor.Name, list);

    public Fields Object(Parameter p) => Object(p.Name);

    public IReadOnlyList<Fields> List(Parameter p) => List(p.Name, p.MaxItems, p.IsRequired);

    /// <summary>True if the field is present with the value null.</summary>
    public bool HasNull(Parameter p) => Find(p.Name).ValueKind == System.Text.Json.JsonValueKind.Null;

    public bool Has(Parameter p) => Has(p.Name);

    public void Reject(Parameter p, string message) => Reject(p.Name, message);
}
