using CsMl.Core.Accounts;
using CsMl.Core.Crm;

namespace CsMl.Tests.Crm;

public sealed class PackedFactsTests
{
    [Fact]
    public void Facts_in_parts_come_back_as_they_were()
    {
        var packed = Pack(seed: 1);

        Assert.Equal(
            Facts(seed: 1).Activities.Select(a => a.Subject),
            PackedFacts.Unpack(packed.Parts, Fingerprint(packed))!.Activities.Select(a => a.Subject)
        );
    }

    [Fact]
    public void Parts_of_two_versions_are_no_facts()
    {
        var (one, other) = (Pack(seed: 1), Pack(seed: 2));
        var parts = Math.Min(one.Parts.Count, other.Parts.Count);
        Assert.True(parts >= 3);

        for (var from = 1; from < parts; from++)
        {
            Assert.Null(PackedFacts.Unpack([.. one.Parts.Take(from), .. other.Parts.Skip(from)], Fingerprint(one)));
        }
    }

    [Fact]
    public void Parts_that_are_missing_or_no_base64_are_no_facts()
    {
        var packed = Pack(seed: 1);

        Assert.Null(PackedFacts.Unpack([.. packed.Parts.Skip(1)], Fingerprint(packed)));
        Assert.Null(PackedFacts.Unpack([.. packed.Parts.SkipLast(1)], Fingerprint(packed)));
        Assert.Null(PackedFacts.Unpack([packed.Parts[0][1..], .. packed.Parts.Skip(1)], Fingerprint(packed)));
        Assert.Null(PackedFacts.Unpack(["~~~~"u8.ToArray(), .. packed.Parts.Skip(1)], Fingerprint(packed)));
    }

    private static PackedFacts Pack(int seed) => PackedFacts.Pack(Facts(seed))!;

    private static string Fingerprint(PackedFacts packed) => PackedFacts.ReadMain(packed.Main).Fingerprint;

    /// <summary>Texts that hardly compress, so that there are several parts.</summary>
    private static AccountFacts Facts(int seed)
    {
        var random = new Random(seed);
        return Some.Account()
            .With([
                .. Enumerable
                    .Range(0, 6_000)
                    .Select(i =>
                        Some.Activity(i) with
                        {
                            Subject = string.Concat(
                                random.GetItems<char>(
                                    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789",
                                    150
                                )
                            ),
                        }
                    ),
            ]);
    }
}
