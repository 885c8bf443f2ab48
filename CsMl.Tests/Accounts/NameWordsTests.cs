using CsMl.Core.Accounts;

namespace CsMl.Tests.Accounts;

public sealed class NameWordsTests
{
    [Theory]
    [InlineData("Acme Corporation", "acme corporation")]
    [InlineData("  ACME-Werke  GmbH & Co. KG ", "acme werke")]
    [InlineData("Café Zoë Ångström", "cafe zoe angstrom")]
    [InlineData("Cafe\u0301", "cafe")]
    [InlineData("Weiß & Søn", "weiss son")]
    [InlineData("O'Neill’s", "oneills")]
    [InlineData("İstanbul ILIK", "istanbul ilik")]
    [InlineData("株式会社トヨタ", "株式会社トヨタ")]
    [InlineData("Ltd", "ltd")]
    [InlineData("3M 3M", "3m")]
    [InlineData("\uD83D\uDE00 \uD800 x\uFFFE\u0000", "x")]
    [InlineData("!?/\\#~", "")]
    [InlineData("a b c d e f g h i j", "a b c d e f g h")]
    public void Words_are_lower_case_without_accents_and_legal_forms(string name, string words) =>
        Assert.Equal(words, string.Join(' ', NameWords.Of(name)));

    [Fact]
    public void A_long_word_is_cut() =>
        Assert.Equal(new string('a', 32), NameWords.Of(new string('a', 5_000)).Single());
}
