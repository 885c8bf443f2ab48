using System.Text.Json.Nodes;
using CsMl.Core.Accounts;

namespace CsMl.Tests.Crm.Platform;

/// <summary>How the platform's fields become facts.</summary>
public sealed class PlatformFactsTests : IAsyncLifetime
{
    private PlatformRig _rig = null!;
    private long _account;

    public async Task InitializeAsync()
    {
        _rig = await PlatformRig.StartAsync();
        _account = _rig.Data.AddAccount();
    }

    public async Task DisposeAsync() => await _rig.DisposeAsync();

    [Fact]
    public async Task Decimals_are_texts_ids_are_numbers_and_a_custom_field_has_the_renewal()
    {
        _rig.Data.Change(
            "accounts",
            _account,
            item =>
            {
                item["annualRevenue"] = "250000.50";
                item["ownerId"] = 12;
                item["healthScore"] = "61.5";
                item["customFields"] = new JsonObject { ["renewalDate"] = "2026-09-30" };
            }
        );
        _rig.Data.AddOpportunity(_account, 1250);

        var facts = await FactsAsync();

        Assert.Equal((250_000.50m, "12", 61.5), (facts.AnnualRevenue, facts.OwnerId, facts.HealthScore));
        Assert.Equal(new DateTimeOffset(2026, 9, 30, 0, 0, 0, TimeSpan.Zero), facts.RenewalDate);
        var deal = Assert.Single(facts.Opportunities);
        Assert.Equal(("Proposal", 1250m, OpportunityStatus.Open), (deal.Stage, deal.Amount, deal.Status));
        Assert.Equal("Ada Ng", Assert.Single(facts.Contacts).Name);
    }

    [Theory]
    [InlineData("COMPLETED", "2026-02-03", "2026-02-01", null, ActivityStatus.Completed, "2026-02-03")]
    [InlineData("COMPLETED", null, "2026-02-01", null, ActivityStatus.Completed, "2026-02-01")]
    [InlineData("COMPLETED", null, null, "2026-05-01", ActivityStatus.Completed, "2026-03-04")]
    [InlineData("PLANNED", null, "2026-04-01", null, ActivityStatus.Planned, "2026-04-01")]
    [InlineData("SCHEDULED", null, "2026-04-01", null, ActivityStatus.Scheduled, "2026-04-01")]
    [InlineData("CANCELLED", null, "2026-02-01", null, ActivityStatus.Cancelled, "2026-02-01")]
    [InlineData("NO_SHOW", null, "2026-02-01", null, ActivityStatus.NoShow, "2026-02-01")]
    [InlineData("PENDING", null, null, "2026-05-01", ActivityStatus.Planned, "2026-05-01")]
    [InlineData("Zurückgestellt", null, "2026-02-01", null, ActivityStatus.Planned, "2026-02-01")]
    [InlineData("Zurückgestellt", "2026-02-03", null, null, ActivityStatus.Completed, "2026-02-03")]
    [InlineData(null, "2026-02-03", null, null, ActivityStatus.Completed, "2026-02-03")]
    [InlineData(null, null, "2026-02-01", null, ActivityStatus.Planned, "2026-02-01")]
    [InlineData(null, null, null, null, ActivityStatus.Completed, "2026-03-04")]
    public async Task An_activity_counts_when_it_happened_and_not_when_it_was_planned_or_cancelled(
        string? status,
        string? completed,
        string? scheduled,
        string? due,
        ActivityStatus expected,
        string date
    )
    {
        var id = _rig.Data.AddActivity(_account);
        _rig.Data.Change(
            "activities",
            id,
            item =>
            {
                item["status"] = status;
                item["completedAt"] = completed;
                item["scheduledAt"] = scheduled;
                item["dueAt"] = due;
            }
        );

        var activity = Assert.Single((await FactsAsync()).Activities);

        Assert.Equal((expected, date), (activity.Status, activity.Date.ToString("yyyy-MM-dd")));
    }

    [Theory]
    [InlineData("""{"sentiment":"Negative"}""", Sentiment.Negative)]
    [InlineData("""{"sentiment":0.8}""", Sentiment.Positive)]
    [InlineData("""{"sentiment":-0.1}""", Sentiment.Neutral)]
    [InlineData("""{"sentiment":{"label":"positive","score":-1}}""", Sentiment.Positive)]
    [InlineData("""{"sentiment":{"score":-0.9}}""", Sentiment.Negative)]
    [InlineData("""{"sentiment":"so-so"}""", null)]
    [InlineData("""{"sentiment":70}""", null)]
    [InlineData("""{"sentiment":["positive"]}""", null)]
    [InlineData("""["sentiment"]""", null)]
    [InlineData("null", null)]
    public async Task A_sentiment_may_lie_in_the_free_metadata(string metadata, Sentiment? expected)
    {
        var id = _rig.Data.AddActivity(_account);
        _rig.Data.Change("activities", id, item => item["metadata"] = JsonNode.Parse(metadata));

        Assert.Equal(expected, Assert.Single((await FactsAsync()).Activities).Sentiment);
    }

    [Fact]
    public async Task Lists_of_more_than_a_page_are_read_whole()
    {
        for (var i = 0; i < 230; i++)
        {
            _rig.Data.AddActivity(_account, $"Call {i}");
            _rig.Data.AddCta(_account, $"CTA {i}");
        }

        var facts = await FactsAsync();

        Assert.Equal((230, 230), (facts.Activities.Count, facts.Ctas.Count));
    }

    private async Task<AccountFacts> FactsAsync() =>
        (await _rig.Source.FindAsync(new AccountKey(PlatformRig.AppTenant, $"{_account}"), CancellationToken.None))!;
}
