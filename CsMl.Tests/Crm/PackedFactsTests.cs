using System.Text.Json;
using CsMl.Core.Accounts;
using CsMl.Core.Crm;
using CsMl.Core.Storage;

namespace CsMl.Tests.Crm;

public sealed class PackedFactsTests
{
    [Fact]
    public void Small_facts_are_one_row_and_large_ones_parts_within_the_bounds_of_a_transaction()
    {
        Assert.Empty(PackedFacts.Pack(Some.KnownAccount(), 1)!.Parts);

        var large = PackedFacts.Pack(Large(seed: 1, 12_000), 1)!;

        Assert.InRange(large.Parts.Count, 2, EntityKey.MaxChanges - 1);
        Assert.All(large.Parts, p => Assert.InRange(p.Length, 1, EntityKey.MaxJsonBytes));
        Assert.InRange(large.Main.Length + large.Parts.Sum(p => p.Length), 0, EntityKey.MaxTransactionBytes);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3_000)]
    [InlineData(4_000)]
    [InlineData(12_000)]
    public void What_is_unpacked_is_what_was_packed(int activities)
    {
        var facts = Large(seed: 2, activities);
        var packed = PackedFacts.Pack(facts, 1)!;
        var main = PackedFacts.ReadMain(packed.Main);

        var unpacked = main.Facts ?? PackedFacts.Unpack(packed.Parts, main.Fingerprint);

        Assert.Equal(Json(facts), Json(unpacked!));
        Assert.Equal(main.Fingerprint, PackedFacts.ReadVersion(packed.Main.Span).Fingerprint);
    }

    [Fact]
    public void Parts_of_two_versions_are_never_taken_for_one()
    {
        var (a, b) = (PackedFacts.Pack(Large(seed: 3, 12_000), 1)!, PackedFacts.Pack(Large(seed: 4, 12_000), 1)!);
        var fingerprint = PackedFacts.ReadMain(a.Main).Fingerprint;
        for (var mixed = 0; mixed < a.Parts.Count; mixed++)
        {
            var parts = a.Parts.Select((p, i) => i == mixed && i < b.Parts.Count ? b.Parts[i] : p).ToList();
            Assert.Null(PackedFacts.Unpack(parts, fingerprint));
            Assert.Null(PackedFacts.Unpack([.. a.Parts.Where((_, i) => i != mixed)], fingerprint));
        }

        Assert.Null(PackedFacts.Unpack(a.Parts, PackedFacts.ReadMain(b.Main).Fingerprint));
        Assert.Null(PackedFacts.Unpack([.. a.Parts.Reverse()], fingerprint));
        Assert.Null(PackedFacts.Unpack([], fingerprint));
        Assert.Null(PackedFacts.Unpack(["AAAA"u8.ToArray()], fingerprint));
        Assert.Null(PackedFacts.Unpack(["!!!!"u8.ToArray()], fingerprint));
    }

    [Fact]
    public void Any_change_of_the_facts_changes_the_fingerprint()
    {
        var facts = Some.KnownAccount();
        AccountFacts[] changed =
        [
            facts,
            facts with
            {
                Name = "Acme Ltd.",
            },
            facts with
            {
                Archived = true,
            },
            facts.WithHealth(1),
            facts.WithContacts(3),
            facts.With(Some.Ticket(1)),
        ];

        Assert.Equal(
            changed.Length,
            changed.Select(f => PackedFacts.ReadMain(PackedFacts.Pack(f, 1)!.Main).Fingerprint).Distinct().Count()
        );
    }

    public static AccountFacts Large(int seed, int activities, string id = "acme")
    {
        var random = new Random(seed);
        return Some.Account(id) with
        {
            Activities =
            [
                .. Enumerable
                    .Range(0, activities)
                    .Select(i => new Activity(
                        $"{random.Next():x8}",
                        "EMAIL",
                        Some.DaysAgo(i % 300),
                        null,
                        null,
                        $"{random.NextInt64():x16} {random.NextInt64():x16}"
                    )),
            ],
        };
    }

    private static string Json(AccountFacts facts) => JsonSerializer.Serialize(facts, AccountJson.Default.AccountFacts);
}
