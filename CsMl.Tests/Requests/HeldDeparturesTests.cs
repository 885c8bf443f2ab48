using CsMl.Core.Accounts;
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

    private Task<HttpAnswer> ChurnAsync() =>
        _app.PostAsync(RunningApp.Account("123", "outcomes"), """{"outcome":"CHURNED"}""");

    /// <summary>Before the next write to a row of this kind, something else happens.</summary>
    private void Hold(string row, Func<Task> meanwhile) =>
        _results.Before(changes => changes.Any(c => c.RowKey.StartsWith(row, StringComparison.Ordinal)), meanwhile);
}
