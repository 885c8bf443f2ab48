using CsMl.Core.Accounts;
using CsMl.Core.Storage;
using CsMl.Tests.Storage;
using static CsMl.Tests.Http.OutcomeCalls;

namespace CsMl.Tests.Http;

/// <summary>Predictions are validated by the night or on demand, each once.</summary>
public sealed class ValidationTests
{
    [Fact]
    public async Task A_departure_that_the_CRM_shows_is_found_when_validation_is_asked_for()
    {
        await using var app = await StartAsync();
        await app.PutAsync(Some.KnownAccount() with { Type = AccountType.Churned });

        var answer = (await app.PostAsync(Validate)).Is(200);

        JsonShape.Is(answer.Json, "validated:whole message:text");
        Assert.Equal(1, answer.At("validated").GetInt32());
        Assert.Equal("CHURNED", (await ValidationAsync(app)).GetProperty("actualOutcome").GetString());
        Assert.Equal(0, (await app.PostAsync(Validate, "{}")).Is(200).At("validated").GetInt32());
        Assert.Equal((1, 1, 0), await CountsAsync(app));
    }

    [Theory]
    [InlineData("archived")]
    [InlineData("type")]
    [InlineData("subscription")]
    public async Task A_departure_that_the_CRM_shows_is_found_by_the_night(string field)
    {
        await using var app = await StartAsync();
        app.Clock.Advance(TimeSpan.FromDays(40));
        await app.PutAsync(
            field switch
            {
                "archived" => Some.KnownAccount() with { Archived = true },
                "type" => Some.KnownAccount() with { Type = AccountType.Churned },
                _ => Some.KnownAccount() with { Subscription = new(null, null, null, null, null, null, "cancelled") },
            }
        );

        await app.NightAsync();

        var history = await app.GetAsync(RunningApp.Account("acme", "predictions?includeExpired=true"));
        // Where it had left already there was nothing to foretell.
        Assert.Equal(["CHURNED"], history.Items("data").Select(Word));
        Assert.Equal((1, 1, 0), await CountsAsync(app));
        app.Clock.Advance(TimeSpan.FromDays(100));
        await app.NightAsync();
        Assert.Equal((1, 1, 0), await CountsAsync(app));
    }

    [Fact]
    public async Task An_account_that_is_still_there_at_the_windows_end_is_retained()
    {
        await using var app = await StartAsync();

        app.Clock.Advance(TimeSpan.FromDays(90) - TimeSpan.FromSeconds(1));
        Assert.Equal(0, (await app.PostAsync(Validate)).At("validated").GetInt32());
        app.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(1, (await app.PostAsync(Validate)).At("validated").GetInt32());

        var listed = await app.GetAsync(RunningApp.Account("acme", "predictions?includeExpired=true"));
        Assert.Equal(("RETAINED", "EXPIRED"), (Word(listed.At("data[0]")), listed.Text("data[0].status")));
        Assert.Equal((1, 1, 1), await CountsAsync(app));
    }

    [Fact]
    public async Task A_validation_that_is_cut_off_anywhere_goes_on_and_counts_nothing_twice()
    {
        StoppingTable? results = null;
        await using var app = await RunningApp.StartAsync(
            tables => tables with { Results = results = new StoppingTable(tables.Results) },
            ("Ctas:AutoGenerateNightly", "false")
        );
        await app.PutSampleAsync();
        await app.NightAsync();
        app.Clock.Advance(TimeSpan.FromDays(90));
        var validate = app.Service<Core.Requests.ValidatePredictions>();
        var (told, cuts) = (0, 0);
        for (var isOver = false; !isOver; )
        {
            using var cut = new CancellationTokenSource();
            results!.StopAfter(1 + cuts % 3, cut);
            try
            {
                told += await validate.DueAsync(RunningApp.Tenant, cut.Token);
                isOver = true;
            }
            catch (OperationCanceledException)
            {
                cuts++;
            }
        }

        results!.GoOn();
        Assert.InRange(cuts, 5, 100);
        Assert.Equal(0, (await app.PostAsync(Validate)).At("validated").GetInt32());
        var (total, validated, _) = await CountsAsync(app);
        Assert.Equal((250, 250), (total, validated));
        Assert.DoesNotContain(app.Dump(), row => row.Contains(" v~", StringComparison.Ordinal));
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public async Task Validated_by_many_at_once_it_is_validated_once()
    {
        await using var app = await RunningApp.StartAsync(("Ctas:AutoGenerateNightly", "false"));
        await app.PutSampleAsync();
        await app.NightAsync();
        app.Clock.Advance(TimeSpan.FromDays(90));

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => app.PostAsync(Validate)));

        var (_, validated, _) = await CountsAsync(app);
        Assert.Equal(250, validated);
        Assert.Equal(validated, answers.Sum(a => a.Is(200).At("validated").GetInt32()));
    }

    [Fact]
    public async Task An_account_that_cannot_be_read_keeps_no_other_from_being_validated()
    {
        await using var app = await RunningApp.StartAsync(("Ctas:AutoGenerateNightly", "false"));
        await app.PutSampleAsync();
        await app.NightAsync();
        app.Clock.Advance(TimeSpan.FromDays(90));
        var facts = SampleCustomers.Make(Some.Now)[0];
        var broken = EntityChange.Upsert(EntityKey.Of(facts.AccountId, "0"), "{\"fingerprint\":7}"u8.ToArray());
        var partition = Bucket.Partition(new AccountKey(RunningApp.Tenant, facts.AccountId));
        await app.Service<Tables>().Accounts.WriteAsync(partition, [broken], CancellationToken.None);
        var validate = app.Service<Core.Requests.ValidatePredictions>();

        var validated = await validate.DueAsync(RunningApp.Tenant, CancellationToken.None);

        Assert.Equal(249, validated);
        // Once it can be read again it is validated too.
        var whole = Core.Crm.PackedFacts.Pack(facts, revision: 1)!.Main;
        await app.Service<Tables>()
            .Accounts.WriteAsync(
                partition,
                [EntityChange.Upsert(EntityKey.Of(facts.AccountId, "0"), whole)],
                CancellationToken.None
            );
        Assert.Equal(1, await validate.DueAsync(RunningApp.Tenant, CancellationToken.None));
    }

    [Fact]
    public async Task Predictions_of_every_type_are_validated_against_what_they_foretold()
    {
        await using var app = await RunningApp.StartAsync();
        await app.PutAsync(Some.KnownAccount() with { AnnualRevenue = 1_000 });
        foreach (var type in (string[])["CHURN", "HEALTH_TREND", "EXPANSION", "ENGAGEMENT_DECLINE"])
        {
            (await app.PredictAsync("acme", type)).Is(200);
        }

        app.Clock.Advance(TimeSpan.FromDays(90));
        await app.PutAsync(Some.KnownAccount().WithHealth(40) with { AnnualRevenue = 1_100 });
        Assert.Equal(4, (await app.PostAsync(Validate)).At("validated").GetInt32());

        var history = await app.GetAsync(RunningApp.Account("acme", "predictions?includeExpired=true"));
        Assert.Equal(
            ["CHURN RETAINED", "ENGAGEMENT_DECLINE DECLINED", "EXPANSION EXPANDED", "HEALTH_TREND DECLINED"],
            history.Items("data").Select(p => $"{p.GetProperty("predictionType").GetString()} {Word(p)}").Order()
        );
        foreach (var type in (string[])["CHURN", "HEALTH_TREND", "EXPANSION", "ENGAGEMENT_DECLINE"])
        {
            var accuracy = (await app.GetAsync($"{Accuracy}?predictionType={type}")).Is(200);
            Assert.Equal(1, accuracy.At($"data.byType.{type}.validated").GetInt32());
            Assert.Equal(type, accuracy.Text("data.predictionType"));
        }
    }
}
