namespace CsMl.Tests.Http;

/// <summary>Faults of bodies that are told by the field they are in.</summary>
public sealed class BodyFaultsTests
{
    [Theory]
    [InlineData("""{"learning":{"mode":"on","mode":"off"}}""", "learning.mode")]
    [InlineData("""{"limits":{},"limits":{}}""", "limits")]
    public async Task A_field_that_stands_twice(string body, string field)
    {
        await using var app = await RunningApp.StartAsync();

        var refused = (await app.PutAsync(ScaleCalls.Address, body)).IsProblem(400, "INVALID_REQUEST");

        Assert.Equal([field], refused.At("errors").EnumerateObject().Select(error => error.Name));
    }

    [Fact]
    public async Task A_name_of_blanks_is_none()
    {
        await using var app = await RunningApp.StartAsync();
        var body = """{"accountId":"a","name":" \u00a0 "}""";

        var refused = (await app.PutAsync(RunningApp.Account("a", "context"), body)).IsProblem(400, "INVALID_REQUEST");

        Assert.Equal(["name"], refused.At("errors").EnumerateObject().Select(error => error.Name));
    }

    [Fact]
    public async Task A_credit_takes_nothing_from_what_is_at_risk()
    {
        await using var app = await RunningApp.StartAsync();
        await app.PutAsync(CtaCalls.AtRisk with { AnnualRevenue = -5_000, Currency = "EUR" });
        (await app.PredictAsync(CtaCalls.AtRisk.AccountId)).Is(200);

        var digest = (await app.GetAsync(RunningApp.Portfolio("digest"))).Is(200);

        Assert.Empty(digest.Items("data.atRisk"));
        Assert.Single(digest.Items("data.top"));
    }
}
