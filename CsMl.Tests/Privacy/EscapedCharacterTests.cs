using CsMl.Core.Privacy;

namespace CsMl.Tests.Privacy;

public sealed class EscapedCharacterTests
{
    [Theory]
    [InlineData("M&uuml;ller &amp; Co", "Müller & Co")]
    [InlineData("&#71;&#x61;tes", "Gates")]
    [InlineData("Dvo&rcaron;&aacute;k", "Dvor\u030Cák")]
    [InlineData("M%C3%BCller%20Gates", "Müller Gates")]
    [InlineData("%2547ates", "Gates")]
    [InlineData("&amp;#71;ates", "Gates")]
    [InlineData("M=C3=BCller", "Müller")]
    [InlineData(@"M\u00fcller", "Müller")]
    [InlineData(@"M\xfcller", "Müller")]
    [InlineData("&#71race &#x47race &#71", "Grace Grace G")]
    [InlineData("&#x47 ;race", "G ;race")]
    [InlineData("=47race x=47 =20a", "Grace x=47 =20a")]
    [InlineData("Sum&ZeroWidthSpace;mers&NewLine;Sum&#8203mers", "Summers Summers")]
    [InlineData(
        "Sum\u001B[0mmers \u001B[1;31mGrace Sum\\u001b[0mmers \u001BGrace \u001B[",
        "Summers Grace Summers Grace ["
    )]
    [InlineData("R&D; 50%25 of 4%20", "R&D; 50% of 4")]
    [InlineData("100% &x; 7%ab =20 &;", "100% &x; 7%ab =20 &;")]
    public void What_stands_for_a_character_is_read_as_it(string text, string expected)
    {
        Assert.Equal(expected, SanitizeText.Of(text, 100));
    }
}
