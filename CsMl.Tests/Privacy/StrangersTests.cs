using CsMl.Core.Privacy;

namespace CsMl.Tests.Privacy;

/// <summary>Names and addresses that the facts declare nowhere, not even as the id of an entry.</summary>
public sealed class StrangersTests
{
    [Theory]
    [MemberData(nameof(SeededNames.All), MemberType = typeof(SeededNames))]
    public void A_stranger_is_known_by_the_text_alone(string written, string[] pieces)
    {
        var hidden = Pseudonyms
            .Of(Some.KnownAccount())
            .Hide(SanitizeText.Of($"call with {written} about renewal", 1_000));

        Assert.All(pieces, piece => Assert.DoesNotContain(piece, hidden, StringComparison.OrdinalIgnoreCase));
    }
}
