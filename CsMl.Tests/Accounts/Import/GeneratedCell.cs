namespace CsMl.Tests.Accounts.Import;

/// <summary>A cell of a generated import, with what is to be read from it.</summary>
/// <param name="Text">As the file writes it; empty for a blank cell.</param>
/// <param name="Value">A number, an instant, a flag or a text; null for a blank cell and for a bad one.</param>
internal sealed record GeneratedCell(string Text, object? Value)
{
    public bool IsBad => Value is null && Text.Length > 0;
}
