using System.Text.Json;
using CsMl.Core.Accounts;
using CsMl.Core.LanguageModel;
using CsMl.Core.Privacy;
using CsMl.Local.Sample;
using CsMl.Tests.LanguageModel;

namespace CsMl.Tests.Privacy;

/// <summary>No name, address, number or id of anybody leaves, in whatever field and spelling it stands.</summary>
public sealed class HiddenNamesTests
{
    [Theory]
    [MemberData(nameof(SeededNames.All), MemberType = typeof(SeededNames))]
    public void A_stranger_in_a_text_is_not_told(string written, string[] pieces)
    {
        var facts = Some.KnownAccount().Everywhere($"call with {written} about renewal");

        AssertNotTold(facts, pieces);
    }

    [Theory]
    [MemberData(nameof(SeededNames.All), MemberType = typeof(SeededNames))]
    public void The_account_s_own_name_is_not_told(string written, string[] pieces)
    {
        var facts = Some.KnownAccount().Everywhere($"call with {written} about renewal") with { Name = written };

        AssertNotTold(facts, pieces);
    }

    [Theory]
    [InlineData(
        "Odile Brandvold",
        "meeting with odile brandvold",
        "brandvold, odile: renewal",
        "ODILE's questions",
        "odilebrandvold1987",
        "Brandvolds"
    )]
    [InlineData("Jürgen Groß-Gerau", "juergen called", "gross gerau", "JURGEN", "grossgerau", "jürgen")]
    [InlineData("Will May", "meeting with Will", "Call with May", "will may called")]
    [InlineData("Siobhán O'Rourke", "siobhan", "o'rourke", "orourke", "ORourke")]
    [InlineData("Dr. Anna van der Zwollen", "zwollen", "anna", "van der zwollen")]
    public void A_contact_is_not_told_however_the_name_is_spelled(string name, params string[] texts)
    {
        foreach (var text in texts)
        {
            var facts = Some.KnownAccount().With(new Contact(name, null, null));
            var names = Pseudonyms.Of(facts);

            var hidden = names.Hide(text);

            Assert.Matches(@"\[(PERSON|ID)_1\]", hidden);
            foreach (var part in name.Split(' ', '-', '\'').Where(p => p.Length > 3))
            {
                Assert.DoesNotContain(part, hidden, StringComparison.OrdinalIgnoreCase);
            }
        }
    }

    [Theory]
    [InlineData(
        "Marzipan Freight Ltd",
        "marzipan freight",
        "renewal of marzipan",
        "MarzipanFreight portal",
        "marzipan-freight contract",
        "Marzipan's offer"
    )]
    [InlineData("Best Delivery GmbH", "best delivery asked for a discount", "Best Delivery GmbH")]
    public void The_company_is_not_told_however_it_is_spelled(string name, params string[] texts)
    {
        foreach (var text in texts)
        {
            Assert.Contains("[COMPANY]", Pseudonyms.Of(Some.Account() with { Name = name }).Hide(text));
        }
    }

    [Fact]
    public void The_ids_of_the_account_its_owner_and_its_entries_are_not_told()
    {
        var facts = Some.KnownAccount()
            .With(
                new Activity(
                    "act/kx",
                    "NOTE",
                    Some.DaysAgo(1),
                    null,
                    null,
                    "see acct:zz, csm-zed, act/kx, t_qq and cta-yy"
                )
            )
            .With(new Ticket("t_qq", Some.DaysAgo(4), null, null, null, null))
            .With(Some.Cta(1) with { Id = "cta-yy" }) with
        {
            AccountId = "acct:zz",
            OwnerId = "csm-zed",
        };

        AssertNotTold(facts, ["acct:zz", "csm-zed", "act/kx", "t_qq", "cta-yy"]);
    }

    [Theory]
    [InlineData("anna.winters2@vendor.example")]
    [InlineData("awinters2")]
    [InlineData("wintersa@vendor.example")]
    [InlineData("AnnaWinters")]
    public void An_owner_is_known_by_an_id_with_a_number_an_initial_or_capitals(string owner)
    {
        var names = Pseudonyms.Of(Some.KnownAccount() with { OwnerId = owner });

        Assert.DoesNotContain("winters", names.Hide("winters called"), StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("winters", names.Hide("The offer of Winters"), StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("BillPrice")]
    [InlineData("B Price2")]
    public void A_contact_is_known_by_each_part_of_a_name_that_is_run_together_or_numbered(string contact)
    {
        var names = Pseudonyms.Of(Some.KnownAccount() with { Contacts = [new Contact(contact, null, null)] });

        Assert.Equal("[PERSON_1] agreed", names.Hide("price agreed"));
    }

    [Fact]
    public void A_company_is_known_by_each_part_of_a_name_that_is_run_together()
    {
        var names = Pseudonyms.Of(Some.Account() with { Name = "BlueRiver" });

        Assert.Equal("Call with [COMPANY] on the renewal", names.Hide("Call with Blue on the renewal"));
    }

    /// <summary>Names in small letters, and names that are made of ordinary words.</summary>
    [Theory]
    [InlineData("spoke with kowalczyk about the renewal", "spoke with [NAME_1] about the renewal")]
    [InlineData("thibodeaux wants a discount", "[NAME_1] wants a discount")]
    [InlineData("Call with Mark Grant", "Call with [NAME_1] [NAME_2]")]
    [InlineData("Met Bill Price and Will Cash", "Met [NAME_1] [NAME_2] and [NAME_3] [NAME_4]")]
    [InlineData("Hope Field is the new sponsor", "[NAME_1] [NAME_2] is the new sponsor")]
    [InlineData("Notes from Grace Park", "Notes from [NAME_1] [NAME_2]")]
    [InlineData("Will Kowalczyk is on holiday", "[NAME_1] [NAME_2] is on holiday")]
    [InlineData("please ask Bill for the numbers", "please ask [NAME_1] for the numbers")]
    [InlineData("Dr. Price and Mr Good joined", "Dr. [NAME_1] and Mr [NAME_2] joined")]
    [InlineData("Call with Susan Price", "Call with [NAME_1] [NAME_2]")]
    [InlineData("Susan Daily is angry", "[NAME_1] [NAME_2] is angry")]
    public void A_name_of_small_letters_or_ordinary_words_is_not_told(string subject, string told)
    {
        Assert.Equal(told, Pseudonyms.Of(Some.KnownAccount()).Hide(subject));
    }

    [Theory]
    [InlineData("Summit Trading", "Summit wants a discount", "[COMPANY] wants a discount")]
    [InlineData("Orange Business", "Orange complained about the invoice", "[COMPANY] complained about the invoice")]
    [InlineData("Bright Horizons Care", "Call with Bright on renewal", "Call with [COMPANY] on renewal")]
    [InlineData("Summit Trading", "Trading hours and a summit", "Trading hours and a summit")]
    public void What_is_distinctive_of_the_company_is_not_told(string name, string subject, string told)
    {
        Assert.Equal(told, Pseudonyms.Of(Some.Account() with { Name = name }).Hide(subject));
    }

    /// <summary>
    /// Beside ten times fewer contacts: comparing each with each would take a hundred times as long to read them, and a
    /// look at each ten times as long to hide.
    /// </summary>
    [Fact]
    [Trait("Speed", "Slow")]
    public void Fifty_thousand_contacts_do_not_slow_a_prompt()
    {
        const double MostToRead = 50;
        const double MostToHide = 5;
        var (few, many) = (WithContacts(5_000), WithContacts(50_000));
        var (fewNames, names) = (Pseudonyms.Of(few), Pseudonyms.Of(many));
        var subject = string.Join(' ', Enumerable.Repeat("discussed implementation timeline", 12));

        Assert.InRange(
            RelativeTime.Ratio(() => Pseudonyms.Of(many), () => Pseudonyms.Of(few), MostToRead),
            0,
            MostToRead
        );
        Assert.InRange(RelativeTime.Ratio(() => Hide(names), () => Hide(fewNames), MostToHide), 0, MostToHide);
        Assert.Equal("[PERSON_1] and [PERSON_2]", names.Hide("xqejjjjzorks and thevbhlun"));

        void Hide(Pseudonyms of)
        {
            for (var i = 0; i < 600; i++)
            {
                Assert.Equal(subject, of.Hide(subject));
            }
        }

        static AccountFacts WithContacts(int count) =>
            Some.KnownAccount() with
            {
                Contacts =
                [
                    .. Enumerable
                        .Range(0, count)
                        .Select(i => new Contact($"Xq{Letters(i)}zork Vb{Letters(i)}lun", null, null)),
                ],
            };

        // 7 is h, 49999 is ejjjj.
        static string Letters(int number) =>
            string.Concat(
                number.ToString(System.Globalization.CultureInfo.InvariantCulture).Select(d => (char)('a' + d - '0'))
            );
    }

    [Theory]
    [InlineData("Quarterly business review")]
    [InlineData("Renewal pricing discussion")]
    [InlineData("API errors after upgrade")]
    [InlineData("QBR prep: SSO, SLA and ROI")]
    [InlineData("Executive sponsor changed, CEO and CFO left in March")]
    [InlineData("Q3 roadmap and 2FA rollout on Monday")]
    [InlineData("Import stops at line 4,000")]
    [InlineData("no 500 errors since 2024_2025, phone 10 users, ~5/10 done, contract extension 2026")]
    [InlineData("Outage on 2026-03-04 at 10:30, 45 users affected")]
    [InlineData("Contract 2025-2026: 1.250.000 EUR")]
    [InlineData("Customer isn't happy with support response times")]
    [InlineData("Weekly sync 12/03/2026 14:00-15:00, H1-2026 plan and FY26 budget")]
    [InlineData("Upsell of USD 120000, ISO-27001 done, v2.3.1 live")]
    [InlineData("RE: FW: Feature request - bulk export to CSV/XLSX")]
    [InlineData("Salesforce integration and Excel add-in")]
    [InlineData("Quarterly Business Review")]
    [InlineData("Second Depot Opening And Renewal Price")]
    [InlineData("Bill Payment Issue")]
    [InlineData("Grant Access To New Users")]
    [InlineData("Will the renewal slip? Price too high")]
    [InlineData("May renewal: price increase of 5%")]
    [InlineData("csv export via webhook fails, login page shows a 500 error")]
    [InlineData("sluggish dashboards, re-onboarding planned, e-mails bounced")]
    [InlineData("champion's leaving; they're evaluating competitors and unhappy with follow-ups")]
    [InlineData("mark ticket as solved, park it until green light")]
    [InlineData("3rd escalation in 14days, 10k rows, 2x slower, 5GB quota")]
    [InlineData("customer threatens to terminate, disappointed by repeated outages and rude support")]
    [InlineData("Budget cuts and layoffs announced, procurement wants to consolidate vendors")]
    [InlineData("Escalation: P1 ticket unresolved for 12 days, e.g. login failures")]
    public void Ordinary_subjects_pass_unharmed(string subject)
    {
        Assert.Equal(subject, Pseudonyms.Of(Some.KnownAccount()).Hide(subject));
    }

    [Fact]
    public void The_subjects_of_the_sample_portfolio_pass_unharmed()
    {
        foreach (var facts in SamplePortfolio.Make(Some.Now))
        {
            var names = Pseudonyms.Of(facts);
            Assert.All(
                facts.Activities.Select(a => a.Subject).Concat(facts.Tickets.Select(t => t.Subject)).OfType<string>(),
                subject => Assert.Equal(subject, names.Hide(subject))
            );
        }
    }

    [Fact]
    public void Names_pass_where_that_is_wanted()
    {
        var facts = Some.KnownAccount().Everywhere("call with Kathrin Mosberger");

        var prompt = SomePrompt.For(facts, options: new LlmOptions { Anonymize = false });

        Assert.Contains("Acme Ltd", prompt.User);
        Assert.Contains("call with Kathrin Mosberger", prompt.User);
    }

    private static void AssertNotTold(AccountFacts facts, string[] pieces)
    {
        foreach (var type in SomePrompt.Types)
        {
            var prompt = SomePrompt.For(facts, type);
            var told = prompt.System + string.Join('\n', Strings(SomePrompt.Facts(prompt)));

            foreach (var piece in pieces)
            {
                Assert.DoesNotContain(piece, told, StringComparison.OrdinalIgnoreCase);
            }
        }
    }

    /// <summary>As they are read, so that no escape hides a name from the test; the rules' own words aside.</summary>
    private static IEnumerable<string> Strings(JsonElement json) =>
        json.ValueKind switch
        {
            JsonValueKind.String => [json.GetString()!],
            JsonValueKind.Object => json.EnumerateObject()
                .Where(p => p.Name != "evidence")
                .SelectMany(p => Strings(p.Value)),
            JsonValueKind.Array => json.EnumerateArray().SelectMany(Strings),
            _ => [],
        };
}
