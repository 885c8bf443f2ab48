using CsMl.Core.Accounts;
using CsMl.Core.Portfolio;
using CsMl.Core.Predictions;
using CsMl.Core.Requests;
using CsMl.Core.Storage;
using CsMl.Tests.Http;
using CsMl.Tests.Storage;

namespace CsMl.Tests.Requests;

/// <summary>
/// A departure that is recorded while something else is written, and the other way round. The table of these writes and
/// of their guards is docs/adr/0009-order-of-writes.md.
/// </summary>
public sealed class HeldDeparturesTests : IAsyncLifetime
{
    private MeanwhileTable _results = null!;
    private RunningApp _app = null!;

    public async Task InitializeAsync()
    {
        _app = await RunningApp.StartAsync(tables =>
            tables with
            {
                Results = _results = new MeanwhileTable(tables.Results),
            }
        );
        await _app.PutAsync(CtaCalls.AtRisk);
        (await _app.PredictAsync("123")).Is(200);
    }

    public async Task DisposeAsync() => await _app.DisposeAsync();

    [Fact]
    public async Task A_CTA_that_is_made_while_the_departure_is_recorded_is_closed_with_it()
    {
        Hold("o~", async () => (await CtaCalls.GenerateAsync(_app)).Is(201));

        (await ChurnAsync()).Is(201);

        Assert.Equal("CANCELLED", (await _app.GetAsync(CtaCalls.CtasOf("?type=RISK"))).Text("data[0].status"));
    }

    [Fact]
    public async Task No_CTA_is_made_of_an_account_whose_departure_is_recorded_before_it_is_written()
    {
        Hold("c~", async () => (await ChurnAsync()).Is(201));

        var answer = (await CtaCalls.GenerateAsync(_app)).IsProblem(409, "CTA_NOT_CREATED");

        Assert.Contains("was recorded meanwhile", answer.Text("detail"), StringComparison.Ordinal);
        Assert.Empty((await _app.GetAsync(CtaCalls.CtasOf("?type=RISK"))).Items("data"));
    }

    [Fact]
    public async Task A_CTA_that_is_changed_while_the_departure_is_recorded_keeps_the_change_and_is_closed()
    {
        var cta = (await CtaCalls.GenerateAsync(_app)).Is(201).Text("data.cta.id")!;
        Hold("o~", async () => (await CtaCalls.PatchAsync(_app, cta, """{"ownerId":"first"}""")).Is(200));

        (await ChurnAsync()).Is(201);

        var closed = await _app.GetAsync(CtaCalls.CtasOf("/" + cta));
        Assert.Equal(("CANCELLED", "first"), (closed.Text("data.status"), closed.Text("data.ownerId")));
    }

    [Fact]
    public async Task What_is_predicted_while_the_departure_is_recorded_is_not_listed()
    {
        Hold("p~", async () => (await ChurnAsync()).Is(201));

        (await _app.PredictAsync("123", options: """{"forceRefresh":true}""")).Is(200);

        Assert.Equal(
            0,
            (await _app.GetAsync(RunningApp.Portfolio("high-risk?minProbability=0"))).At("count").GetInt32()
        );
        Assert.Empty((await _app.GetAsync(CtaCalls.CtasOf("?type=RISK"))).Items("data"));
    }

    [Theory]
    [InlineData("CHURN")]
    [InlineData("EXPANSION")]
    public async Task What_is_predicted_while_the_departure_is_recorded_is_not_served_again(string type)
    {
        // Of the second type there is no prediction yet.
        Hold("p~", async () => (await ChurnAsync()).Is(201));
        (await _app.PredictAsync("123", type, "{\"forceRefresh\":true}")).Is(200);

        (await _app.PredictAsync("123", type)).IsProblem(409, "ACCOUNT_HAS_LEFT");
    }

    [Fact]
    public async Task The_first_prediction_of_a_type_is_not_listed_if_the_account_left_while_it_was_made()
    {
        Hold("p~", async () => (await ChurnAsync()).Is(201));

        (await _app.PredictAsync("123", "EXPANSION", "{\"forceRefresh\":true}")).Is(200);

        Assert.DoesNotContain(_app.Dump(), row => row.Contains(" r~EXPANSION~", StringComparison.Ordinal));
    }

    [Fact]
    public async Task It_is_listed_if_the_departure_was_corrected_or_the_facts_are_newer()
    {
        (await ChurnAsync()).Is(201);
        (await RenewAsync()).Is(201);
        (await _app.PredictAsync("123", "EXPANSION")).Is(200);
        Assert.Contains(_app.Dump(), row => row.Contains(" r~EXPANSION~", StringComparison.Ordinal));

        _app.Clock.Advance(TimeSpan.FromDays(1));
        (await ChurnAsync()).Is(201);
        _app.Clock.Advance(TimeSpan.FromDays(1));
        await _app.PutAsync(Anew(_app.Clock.GetUtcNow()));
        (await _app.PredictAsync("123", "HEALTH_TREND")).Is(200);
        Assert.Contains(_app.Dump(), row => row.Contains(" r~HEALTH_TREND~", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_a_night_predicts_while_the_departure_is_recorded_is_not_served_again()
    {
        await _app.PutAsync(CtaCalls.AtRisk with { HealthScore = 12 });
        Hold("p~", async () => (await ChurnAsync()).Is(201));
        await _app.NightAsync();

        (await _app.PredictAsync("123")).IsProblem(409, "ACCOUNT_HAS_LEFT");
    }

    [Fact]
    public async Task A_night_takes_no_newer_prediction_off_the_list()
    {
        await _app.PutAsync(CtaCalls.AtRisk with { Type = AccountType.Churned });
        Hold(
            "p~",
            async () =>
            {
                await _app.PutAsync(CtaCalls.AtRisk);
                (await _app.PredictAsync("123", options: """{"forceRefresh":true}""")).Is(200);
            }
        );

        await _app.NightAsync();

        Assert.Equal(
            1,
            (await _app.GetAsync(RunningApp.Portfolio("high-risk?minProbability=0"))).At("count").GetInt32()
        );
    }

    [Fact]
    public async Task A_night_that_finds_the_contract_ended_records_no_departure_behind_a_renewal()
    {
        await _app.PutAsync(Ended);
        Hold("p~", async () => (await RenewAsync()).Is(201));

        await _app.NightAsync();

        Assert.DoesNotContain(_app.Dump(), IsDeparture);
        Assert.Contains(_app.Dump(), row => row.Contains(" r~CHURN~", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_night_that_finds_the_contract_ended_closes_no_CTA_of_an_account_that_renews()
    {
        var cta = (await CtaCalls.GenerateAsync(_app)).Is(201).Text("data.cta.id")!;
        await _app.PutAsync(Ended);
        Hold("c~", async () => (await RenewAsync()).Is(201));

        await _app.NightAsync();

        Assert.Equal("OPEN", (await _app.GetAsync(CtaCalls.CtasOf("/" + cta))).Text("data.status"));
    }

    [Fact]
    public async Task A_night_closes_the_CTA_and_records_the_departure_where_nobody_says_otherwise()
    {
        var cta = (await CtaCalls.GenerateAsync(_app)).Is(201).Text("data.cta.id")!;
        await _app.PutAsync(Ended);

        await _app.NightAsync();

        Assert.Contains(_app.Dump(), IsDeparture);
        Assert.Equal("CANCELLED", (await _app.GetAsync(CtaCalls.CtasOf("/" + cta))).Text("data.status"));
    }

    [Fact]
    public async Task An_opinion_is_not_taken_of_a_prediction_that_is_decided_meanwhile()
    {
        Hold("j~", async () => (await ChurnAsync()).Is(201));

        var late = await _app.PostAsync(RunningApp.Account("123", "opinions"), """{"by":"kim","probability":0.1}""");

        late.IsProblem(409, "CONFLICT");
        Assert.Empty((await _app.GetAsync(RunningApp.Account("123", "opinions"))).Items("data"));
    }

    [Fact]
    public async Task A_window_that_ends_without_a_contract_is_no_departure_behind_a_renewal()
    {
        _app.Clock.Advance(TimeSpan.FromDays(91));
        await _app.PutAsync(Ended);
        Hold("o~", async () => (await RenewAsync()).Is(201));

        await _app.Service<ValidatePredictions>().AllAsync(RunningApp.Tenant, default);

        Assert.DoesNotContain(_app.Dump(), IsDeparture);
    }

    /// <summary>What a bucket's accounts were is read once a run, so that a later page may know less than the store.</summary>
    [Fact]
    public async Task An_account_that_leaves_between_two_pages_of_a_night_is_not_listed_again()
    {
        var ids = Enumerable
            .Range(0, 100_000)
            .Select(i => $"x{i:00000}")
            .Where(id => Bucket.Of(id) == Bucket.Of("123"))
            .Take(PlanRun.PageAccounts + 20)
            .ToList();
        foreach (var id in ids)
        {
            await _app.PutAsync(CtaCalls.AtRisk with { AccountId = id });
        }

        await _app.NightAsync();
        _app.Clock.Advance(TimeSpan.FromDays(1));
        var late = "";
        _results.Before(
            changes =>
            {
                // Of the page that is saved last.
                late = Saves(changes, ids[0]) ? ids[^1] : ids[0];
                return Saves(changes, ids[0]) || Saves(changes, ids[^1]);
            },
            async () =>
                (await _app.PostAsync(RunningApp.Account(late, "outcomes"), """{"outcome":"CHURNED"}""")).Is(201)
        );

        await _app.NightAsync();

        Assert.DoesNotContain(
            _app.Dump(),
            row =>
                row.Contains(" r~CHURN~", StringComparison.Ordinal)
                && row.Contains($"~{late} ", StringComparison.Ordinal)
        );
    }

    private static bool Saves(IReadOnlyList<EntityChange> changes, string id) =>
        changes.Any(change => change.RowKey == ResultKeys.Latest(id, PredictionType.Churn));

    private AccountFacts Ended =>
        CtaCalls.AtRisk with
        {
            Subscription = new Subscription(null, null, null, 12_000, null, "EUR", "Cancelled")
            {
                EndDate = _app.Clock.GetUtcNow().AddDays(-2),
            },
        };

    private static AccountFacts Anew(DateTimeOffset now) =>
        CtaCalls.AtRisk with
        {
            Subscription = new Subscription(null, now, null, 12_000, null, "EUR", "Active")
            {
                EndDate = now.AddYears(1),
            },
        };

    private static bool IsDeparture(string row) =>
        row.Contains(" o~123~", StringComparison.Ordinal) && row.Contains("CHURNED", StringComparison.Ordinal);

    private Task<HttpAnswer> RenewAsync() =>
        _app.PostAsync(
            RunningApp.Account("123", "outcomes"),
            $$"""{"outcome":"RENEWED","renewedUntil":"{{_app.Clock.GetUtcNow().AddYears(1):yyyy-MM-dd}}"}"""
        );

    private Task<HttpAnswer> ChurnAsync() =>
        _app.PostAsync(RunningApp.Account("123", "outcomes"), """{"outcome":"CHURNED"}""");

    /// <summary>Before the next write to a row of this kind, something else happens.</summary>
    private void Hold(string row, Func<Task> meanwhile) =>
        _results.Before(changes => changes.Any(c => c.RowKey.StartsWith(row, StringComparison.Ordinal)), meanwhile);
}
