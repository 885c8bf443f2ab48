using CsMl.Core.Accounts;
using CsMl.Core.Privacy;

namespace CsMl.Tests.Privacy;

/// <summary>What is read of a long text.</summary>
public sealed class FactTextsTests
{
    private const int Most = 160;

    /// <summary>Whatever of the name the end of what is read comes to lie in.</summary>
    [Theory]
    [InlineData("Sum- mers ", "Sum")]
    [InlineData("S u m m e r s ", "m")]
    [InlineData("Summers, Hope ", "Summers")]
    [InlineData("x at y dot com ", "dot")]
    public void Nothing_of_a_name_is_told_at_the_end_of_what_is_read(string name, string part)
    {
        var texts = new FactTexts(
            Pseudonyms.Of(Some.KnownAccount().With(new Contact("Hope Summers", null, null))),
            includeText: true
        );
        for (var length = 2 * Most; length <= 4 * Most; length++)
        {
            var link = "https://x.example/".PadRight(length, 'a');

            var told = texts.Of($"{link} {string.Concat(Enumerable.Repeat(name, 20))}", Most);

            Assert.DoesNotContain(
                Word.In(told!.ToLowerInvariant()),
                w => part.Equals(w.Folded, StringComparison.OrdinalIgnoreCase)
            );
        }
    }

    [Fact]
    public void The_end_of_what_is_read_is_the_end_of_a_word()
    {
        var texts = new FactTexts(Pseudonyms.None, includeText: true);

        Assert.Equal("all is\u2026", texts.Of(string.Concat(Enumerable.Repeat("all is well and ", 60)), 11));
    }
}
