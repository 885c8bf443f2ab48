namespace CsMl.Functions.Http;

internal enum ParameterType
{
    Flag,
    Whole,
    Number,
    Text,

    /// <summary>A date, or a date and time, in ISO 8601.</summary>
    Instant,
    Object,

    /// <summary>A list of objects.</summary>
    List,
}
