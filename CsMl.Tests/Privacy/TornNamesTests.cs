using CsMl.Core.Accounts;
using CsMl.Core.Privacy;

namespace CsMl.Tests.Privacy;

/// <summary>Names with something in between their letters, of which a half is an ordinary word.</summary>
public sealed class TornNamesTests
{
    [Theory]
    [InlineData("Sum<wbr>mers")]
    [InlineData("Sum<b>mers</b>")]
    [InlineData("Sum<br/>mers")]
    [InlineData("Sum[b]mers[/b]")]
    [InlineData("Sum&ZeroWidthSpace;mers")]
    [InlineData("Sum&#8203mers")]
    [InlineData("Sum\u001B[0mmers")]
    [InlineData("Sum\n>> mers")]
    [InlineData("Sum -- mers")]
    [InlineData("Sum =\n> mers")]
    [InlineData("H -- o -- p -- e")]
    [InlineData("&#x48 ;ope")]
    [InlineData("=48ope")]
    public void A_torn_name_is_not_told(string written)
    {
        var names = Pseudonyms.Of(Some.KnownAccount().With(new Contact("Hope Summers", null, null)));

        var hidden = names.Hide(SanitizeText.Of($"call with {written} about renewal", 1_000));

        Assert.Matches(@"^call with \[PERSON_1\](</b>|\[/b\])? about renewal$", hidden);
    }
}
