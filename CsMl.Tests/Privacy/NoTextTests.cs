using CsMl.Core.Accounts;
using CsMl.Core.LanguageModel;
using CsMl.Core.Predictions;
using CsMl.Tests.LanguageModel;

namespace CsMl.Tests.Privacy;

/// <summary><c>Llm:IncludeText=false</c>: counts, dates and scores, and no text of a customer at all.</summary>
public sealed class NoTextTests
{
    private const string Words = "zanzibar";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void No_text_of_the_account_is_sent(bool anonymize)
    {
        var options = new LlmOptions { IncludeText = false, Anonymize = anonymize };
        var account = Some.KnownAccount().Everywhere(Words) with
        {
            Name = Words,
            OwnerId = Words,
            Contacts = [new Contact(Words, Words, Some.DaysAgo(3))],
        };

        foreach (var type in SomePrompt.Types)
        {
            var prompt = SomePrompt.For(account, type, options);

            Assert.DoesNotContain(Words, prompt.System + prompt.User, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("EMAIL", SomePrompt.Facts(prompt).GetRawText(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Counts_and_dates_stay()
    {
        var facts = SomePrompt.Facts(
            SomePrompt.For(Some.KnownAccount().Everywhere(Words), options: new LlmOptions { IncludeText = false })
        );

        Assert.Equal("[COMPANY]", facts.GetProperty("account").GetProperty("name").GetString());
        Assert.Equal(10, facts.GetProperty("activities").GetArrayLength());
        Assert.True(facts.GetProperty("activities")[0].TryGetProperty("daysAgo", out _));
        // The ticket's status is a text that is no known state, so the ticket is not open.
        Assert.Equal(0, facts.GetProperty("counts").GetProperty("openTickets").GetInt32());
        Assert.Equal("[PERSON_1]", facts.GetProperty("contacts")[0].GetProperty("name").GetString());
    }

    [Fact]
    public void Every_string_that_is_sent_is_a_word_of_the_app()
    {
        string[] fields = ["subject", "title", "role", "stage", "plan", "currency", "subscriptionStatus"];
        var facts = SomePrompt.For(
            Some.KnownAccount().Everywhere(Words),
            PredictionType.Churn,
            new LlmOptions { IncludeText = false }
        );

        Assert.All(fields, field => Assert.DoesNotContain($"\"{field}\":", facts.User, StringComparison.Ordinal));
    }
}
