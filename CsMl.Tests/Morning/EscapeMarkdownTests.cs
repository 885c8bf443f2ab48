using CsMl.Core.Morning;

namespace CsMl.Tests.Morning;

public sealed class EscapeMarkdownTests
{
    [Theory]
    [InlineData("Call Kim Berg, CEO, by 4 March 2026 (59 %)", "Call Kim Berg, CEO, by 4 March 2026 (59 %)")]
    [InlineData("[win](http://evil.example)", @"\[win\](http\://evil\.example)")]
    [InlineData("<img src=x>", @"\<img src=x\>")]
    [InlineData("**bold** _it_ `code` ~~no~~ | a", @"\*\*bold\*\* \_it\_ \`code\` \~\~no\~\~ \| a")]
    [InlineData("&lt;b&gt; kim@evil.example", @"\&lt;b\&gt; kim\@evil\.example")]
    [InlineData("a\\", @"a\\")]
    [InlineData("one\n# two\r\n- three", @"one \# two - three")]
    [InlineData(" Acme \u200f", "Acme")]
    [InlineData("!Now $5", @"\!Now \$5")]
    public void A_text_is_shown_and_does_nothing(string text, string expected) =>
        Assert.Equal(expected, EscapeMarkdown.Of(text));
}
