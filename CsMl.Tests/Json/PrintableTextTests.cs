using CsMl.Core.Json;

namespace CsMl.Tests.Json;

public sealed class PrintableTextTests
{
    [Theory]
    // Colours, cursor, erasing; with intermediates and private parameters.
    [InlineData("a\e[31mb\e[0m", "ab")]
    [InlineData("a\e[2J\e[1;1Hb", "ab")]
    [InlineData("a\e[?25lb\e[!pc\e[0 qd", "abcd")]
    [InlineData("a\u009B31mb", "ab")]
    // Titles, links, clipboards: ended by BEL, by ST, by the C1 ST.
    [InlineData("a\e]0;title\ab", "ab")]
    [InlineData("a\e]8;;http://x\e\\link\e]8;;\e\\b", "alinkb")]
    [InlineData("a\u009D52;c;YQ==\u009Cb", "ab")]
    [InlineData("a\ePq#0\e\\b\e_apc\e\\c\e^pm\e\\d\eXsos\e\\e", "abcde")]
    // Reset, character sets.
    [InlineData("a\ecb\e(Bc\e#8d", "abcd")]
    // Broken off: what follows is text.
    [InlineData("a\e", "a")]
    [InlineData("a\e[", "a")]
    [InlineData("a\e[31", "a")]
    [InlineData("a\e]0;no end", "a0;no end")]
    [InlineData("a\e]0;x\e[31mb", "a0;xb")]
    // Controls, lines, tabs.
    [InlineData("a\0\a\b\u007F\u0080b", "ab")]
    [InlineData("a\r\nb\nc\rd\u0085e\u2028f\u2029g\vh\fi", "a b c d e f g h i")]
    [InlineData("a\tb", "a b")]
    // Direction marks, what has no width, tags, halves of pairs.
    [InlineData("a\u202Eb\u202C\u2066c\u2069\u200E\u200F\u061Cd", "abcd")]
    [InlineData("a\u200B\u200C\u200D\u2060\uFEFF\u00ADb", "ab")]
    [InlineData("a\U000E0061b", "ab")]
    // Joiners stay where they spell something.
    [InlineData("می\u200Cخواهم", "می\u200Cخواهم")]
    [InlineData("👩\u200D👧 x\u200D", "👩\u200D👧 x")]
    [InlineData("\u200Dم\u200C\u200Cم\u202Eم", "ممم")]
    [InlineData("a\uD800b", "ab")]
    // Selectors stay where they select something, and hide nothing.
    [InlineData("❤\uFE0F 1\uFE0F\u20E3 葛\U000E0100", "❤\uFE0F 1\uFE0F\u20E3 葛\U000E0100")]
    [InlineData("a\uFE0Fb\U000E0101\U000E0102c ❤\uFE0F\uFE0F\U000E0155", "abc ❤\uFE0F")]
    [InlineData("\uFE0Fa 1\uFE0F", "a 1")]
    // What is written stays.
    [InlineData(
        "Zoë Ångström <a@b> 山田 שלום محمد 😀 e\u0301 \u0600",
        "Zoë Ångström <a@b> 山田 שלום محمد 😀 e\u0301 \u0600"
    )]
    [InlineData("", "")]
    [InlineData(HostileName.Text, HostileName.Printable)]
    public void What_acts_is_taken_out_and_what_is_read_stays(string text, string expected)
    {
        Assert.Equal(expected, PrintableText.Of(text));
        Assert.Equal(expected, PrintableText.Of(expected));
    }

    [Fact]
    public void Lines_stay_where_they_are_meant()
    {
        Assert.Equal("a\n\tb\nc", PrintableText.Lines("a\n\tb\e[1m\r\nc"));
    }

    [Fact]
    public void Whatever_the_text_nothing_in_it_acts()
    {
        for (var seed = 0; seed < 3_000; seed++)
        {
            var random = new Random(seed);
            const string Pieces = "\e\e\e[]P;?0m\a\\\u009B\u009D\u009C\r\n\t\u202E\u200Bab ";
            var text = new string([.. Enumerable.Range(0, 20).Select(_ => Pieces[random.Next(Pieces.Length)])]);

            Assert.DoesNotContain(PrintableText.Of(text), c => char.IsControl(c) || c is '\u202E' or '\u200B');
        }
    }
}
