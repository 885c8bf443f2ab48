using CsMl.Core.Accounts;
using CsMl.Core.Privacy;

namespace CsMl.Tests.Privacy;

/// <summary>Ten times the text takes about ten times as long, whatever it is made of.</summary>
public sealed class LinearTimeTests
{
    private const int Short = 8_000;
    private const int Times = 8;

    /// <summary>Far below the 64 of a quadratic one.</summary>
    private const double MostRatio = 32;

    [Theory]
    [Trait("Speed", "Slow")]
    [InlineData("call with Hannah Gates about the renewal. ")]
    [InlineData("hannah.gates@quixotic.example, ")]
    [InlineData("1 ")]
    [InlineData("a_1")]
    [InlineData("a.")]
    [InlineData("G a t e s ")]
    [InlineData("&amp;amp;")]
    [InlineData("%25")]
    [InlineData("山田")]
    [InlineData("[PERSON_1]")]
    [InlineData("gates-winters-")]
    [InlineData("aA1")]
    [InlineData("+1 (5)")]
    [InlineData("/a")]
    [InlineData("A.")]
    [InlineData("a<b>")]
    [InlineData("a<b x>")]
    [InlineData("a>")]
    [InlineData("&#71a")]
    [InlineData("user to ")]
    public void A_long_text_takes_time_in_proportion(string piece)
    {
        var account = Some.KnownAccount()
            .With(new Contact("Hannah Gates", null, null), new Contact("A A A", null, null));
        var (text, longer) = (Repeat(piece, Short), Repeat(piece, Short * Times));

        var ratio = RelativeTime.Ratio(() => Hide(longer), () => Hide(text), MostRatio);

        Assert.InRange(ratio, 0, MostRatio);

        void Hide(string of) => Pseudonyms.Of(account).Hide(SanitizeText.Of(of, int.MaxValue));
    }

    private static string Repeat(string piece, int length) =>
        string.Concat(Enumerable.Repeat(piece, length / piece.Length));
}
