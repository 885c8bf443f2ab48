using CsMl.Core.Accounts;
using CsMl.Core.Privacy;
using CsMl.Tests.LanguageModel;

namespace CsMl.Tests.Privacy;

/// <summary>What was hidden comes back, and nothing else does.</summary>
public sealed class PseudonymsTests
{
    private static readonly string[] Pieces =
    [
        "Quarterly business review",
        "Kathrin",
        "MOSBERGER",
        "kathrin.mosberger@quixotic.example",
        "+49 170 1234567",
        "www.quixotic.example/a?b=c",
        "INV-2023-00172",
        "山田太郎",
        "محمد الفاسي",
        "Иван",
        "renewal",
        "[PERSON_1]",
        "[COMPANY]",
        "[person_10]",
        "[NAME_2]",
        "[TEXT_1]",
        "[",
        "]",
        "_1]",
        "[[",
        "$1",
        "{0}",
        "<b>",
        "\"",
        "😀",
        "e\u0301",
        "4,000",
        "2026-03-04",
        "O'Rourke",
        "Zoë-Marie",
        ".",
        ", ",
    ];

    [Fact]
    public void Whatever_is_hidden_comes_back_as_it_was()
    {
        var names = Pseudonyms.Of(Some.Account());
        for (var seed = 0; seed < 5_000; seed++)
        {
            var random = new Random(seed);
            var glue = random.Next(3) == 0 ? "" : " ";
            var text = string.Join(
                glue,
                Enumerable.Range(0, random.Next(1, 9)).Select(_ => Pieces[random.Next(Pieces.Length)])
            );

            Assert.Equal(text, names.Restore(names.Hide(text)));
        }
    }

    [Fact]
    public void Attacks_come_back_as_they_were()
    {
        foreach (var attack in Attacks.All)
        {
            var names = Pseudonyms.Of(Some.KnownAccount());
            var text = SanitizeText.Of(attack, 1_000);

            Assert.Equal(text, names.Restore(names.Hide(text)));
        }
    }

    [Fact]
    public void Random_characters_come_back_as_they_were()
    {
        for (var seed = 0; seed < 2_000; seed++)
        {
            var random = new Random(seed);
            var names = Pseudonyms.Of(Some.Account());
            var text = new string([
                .. Enumerable.Range(0, 60).Select(_ => (char)random.Next(32, seed % 2 == 0 ? 127 : 0xD800)),
            ]);

            Assert.Equal(text, names.Restore(names.Hide(text)));
        }
    }

    [Fact]
    public void A_name_keeps_its_placeholder_wherever_it_stands()
    {
        var names = Pseudonyms.Of(Some.Account());

        Assert.Equal("[NAME_1] met [NAME_2]", names.Hide("Kathrin met Mosberger"));
        Assert.Equal("[NAME_2] met [NAME_1]", names.Hide("Mosberger met Kathrin"));
    }

    [Fact]
    public void The_first_placeholder_is_not_found_within_the_tenth()
    {
        var names = Pseudonyms.Of(
            Some.Account()
                .With([.. Enumerable.Range(1, 12).Select(i => new Contact($"Quentin{(char)('a' + i)}x", null, null))])
        );
        var hidden = string.Join(' ', Enumerable.Range(1, 12).Select(i => names.Hide($"Quentin{(char)('a' + i)}x")));

        Assert.Contains("[PERSON_10]", hidden);
        Assert.Equal("Quentinkx", names.Restore("[PERSON_10]"));
        Assert.Equal("Quentinbx0", names.Restore("[PERSON_1]0"));
    }

    [Fact]
    public void A_name_in_the_form_of_a_placeholder_is_nobody_else()
    {
        var facts = Some.Account() with
        {
            Name = "[PERSON_1]",
            Contacts = [new Contact("[COMPANY]", null, null), new Contact("Odile Brandvold", null, null)],
        };
        var names = Pseudonyms.Of(facts);
        var company = names.HideName(facts.Name, CsMl.Core.Privacy.Placeholder.Company);
        var first = names.HideName("[COMPANY]", CsMl.Core.Privacy.Placeholder.Person);
        var second = names.Hide("Odile Brandvold");

        Assert.Equal("[COMPANY], [PERSON_1], [PERSON_2]", $"{company}, {first}, {second}");
        Assert.Equal("[PERSON_1], [COMPANY], Odile Brandvold", names.Restore($"{company}, {first}, {second}"));
    }

    [Theory]
    [InlineData("Call [PERSON_7] about [COMPANY_2] and [NAME_1]")]
    [InlineData("[] [1] [PERSON_] PERSON_1 [ PERSON_1 ]")]
    public void A_placeholder_that_was_never_given_out_is_left_as_it_is(string text)
    {
        Assert.Equal(text, Pseudonyms.Of(Some.Account()).Restore(text));
    }

    [Fact]
    public void A_part_of_a_name_comes_back_as_the_whole()
    {
        var names = Pseudonyms.Of(Some.Account().With(new Contact("Odile Brandvold", null, null)));

        Assert.Equal("Call Odile Brandvold's office", names.Restore(names.Hide("Call odile's office")));
    }

    [Fact]
    public void A_model_may_change_the_case_of_a_placeholder()
    {
        var names = Pseudonyms.Of(Some.Account());
        names.Hide("Kathrin");

        Assert.Equal("Ask Kathrin", names.Restore("Ask [Name_1]"));
    }
}
