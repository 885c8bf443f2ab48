namespace CsMl.Core.Json;

/// <summary>What is wrong with one field of an input, and what would be right.</summary>
/// <param name="Field">Path as the caller wrote it, such as <c>activities[3].date</c>; empty: the input as a whole.</param>
public readonly record struct FieldError(string Field, string Message)
{
    public override string ToString() => Field.Length == 0 ? Message : $"{Field}: {Message}";
}
