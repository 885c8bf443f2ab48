namespace CsMl.Core.Json;

/// <summary>States what is wrong with one field of an input and how to correct it.</summary>
/// <param name="Field">Path as in the input, such as <c>activities[3].date</c>; empty for the input as a whole.</param>
public readonly record struct FieldError(string Field, string Message)
{
    /// <summary>The error as a sentence, with one mark at its end.</summary>
    public string Sentence() => ToString() is var text && text.EndsWith('?') ? text : text.TrimEnd('.') + ".";

    public override string ToString() => Field.Length == 0 ? Message : $"{Field}: {Message}";
}
