using CsMl.Core.Predictions.Explanations;

namespace CsMl.Tests.Predictions.Explanations;

/// <summary>What others wrote is shown if no program makes a link of it.</summary>
public sealed class PlainWordsTests
{
    [Theory]
    [InlineData("Acme Inc.")]
    [InlineData("Errors:")]
    [InlineData("Re: renewal")]
    [InlineData("Release 2.5")]
    [InlineData("No.5 is missing")]
    [InlineData("Move to .net")]
    public void A_dot_or_a_colon_that_makes_no_link_is_shown(string text) =>
        Assert.Equal(text, PlainWords.Of(text, 60));

    [Theory]
    [InlineData("a.b")]
    [InlineData("v2.example")]
    [InlineData("tel:5")]
    [InlineData("x:y")]
    public void An_address_is_not(string text) => Assert.Null(PlainWords.Of(text, 60));
}
