namespace CsMl.Tests.LanguageModel.Client;

/// <summary>Tokens that a reply costs.</summary>
public sealed record Bill(int Input, int Output, int Cached = 0)
{
    public Bill Plus(Bill? other) =>
        other is null ? this : new(Input + other.Input, Output + other.Output, Cached + other.Cached);
}
