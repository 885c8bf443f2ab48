namespace CsMl.Tests.Http;

public sealed class RoutesTests(SampleApp sample) : IClassFixture<SampleApp>
{
    private readonly RunningApp _app = sample.App;

    [Theory]
    [InlineData("GET", "/api/crm/accounts/123/ml/predict")]
    [InlineData("PUT", "/api/crm/accounts/123/ml/predict")]
    [InlineData("POST", "/api/crm/accounts/123/ml/churn-risk")]
    [InlineData("DELETE", "/api/crm/accounts/123/ml/context")]
    [InlineData("POST", "/api/crm/accounts/123/ml/context")]
    [InlineData("GET", "/api/crm/accounts/123/ml/nothing")]
    [InlineData("GET", "/api/crm/accounts/portfolio/ml/import")]
    [InlineData("GET", "/api/crm/accounts/portfolio/ml/generate-ctas")]
    [InlineData("POST", "/api/crm/accounts/portfolio/ml/high-risk")]
    [InlineData("GET", "/crm/accounts/portfolio/ml/status")]
    public async Task An_unknown_route_or_method_is_a_404_without_a_body(string method, string path)
    {
        var answer = (await _app.SendAsync(new HttpMethod(method), path, method == "GET" ? null : "{}")).Is(404);

        Assert.Empty(answer.Body);
    }

    [Theory]
    [InlineData("portfolio", "churn-risk")]
    [InlineData("portfolio", "health-insights")]
    [InlineData("PORTFOLIO", "predictions")]
    [InlineData("Portfolio", "context")]
    public async Task Portfolio_is_no_account(string id, string route)
    {
        (await _app.GetAsync(RunningApp.Account(id, route))).IsProblem(400, "INVALID_REQUEST", "accountId");
    }

    [Theory]
    [InlineData("14646@2011-05-12")]
    [InlineData("001A000001LRlqzIAD")]
    [InlineData("a_b.c-d:e@f")]
    [InlineData("0")]
    public async Task Ids_of_every_allowed_kind_work_in_every_route(string id)
    {
        (await _app.PutAsync(RunningApp.Account(id, "context"), """{"name":"x"}""")).Is(200);

        (await _app.GetAsync(RunningApp.Account(Uri.EscapeDataString(id), "context"))).Is(200);
        (await _app.PredictAsync(id)).Is(200);
        (await _app.GetAsync(RunningApp.Account(id, "predictions"))).Is(200);
        Assert.Equal(id, (await _app.GetAsync(RunningApp.Account(id, "churn-risk"))).Text("data.accountId"));
    }

    [Fact]
    public async Task An_id_has_at_most_64_characters()
    {
        (await _app.GetAsync(RunningApp.Account(new string('a', 64), "context"))).IsProblem(404, "ACCOUNT_NOT_FOUND");
        (await _app.GetAsync(RunningApp.Account(new string('a', 65), "context"))).IsProblem(
            400,
            "INVALID_REQUEST",
            "accountId"
        );
    }
}
