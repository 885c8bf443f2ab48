namespace CsMl.Tests.Http;

/// <summary>Activities, tickets and the like are added without the rest of the account being sent again.</summary>
public sealed class AccountHistoryTests(SampleApp sample) : IClassFixture<SampleApp>
{
    private readonly RunningApp _app = sample.App;

    [Theory]
    [InlineData("activities", """{"id":"x1","type":"CALL","date":"2026-03-01"}""", "data.activities", "type", "CALL")]
    [InlineData(
        "tickets",
        """{"id":"x1","createdAt":"2026-03-01","status":"open"}""",
        "data.tickets",
        "status",
        "open"
    )]
    [InlineData("health", """{"date":"2026-03-01","overallScore":"61"}""", "data.healthHistory", "overallScore", "61")]
    [InlineData("contacts", """{"id":"x1","name":"Kim","role":"CFO"}""", "data.contacts", "role", "CFO")]
    [InlineData(
        "opportunities",
        """{"id":"x1","name":"Seats","amount":"12.5"}""",
        "data.opportunities",
        "amount",
        "12.5"
    )]
    public async Task One_or_many_are_added_and_replaced_by_their_id(
        string kind,
        string item,
        string list,
        string field,
        string value
    )
    {
        var id = "history-" + kind;
        (await _app.PutAsync(RunningApp.Account(id, "context"), """{"name":"A","ownerId":"csm-1"}""")).Is(200);
        var route = RunningApp.Account(id, kind);

        Assert.Equal((1, 1, 0), ImportCalls.Counts((await _app.PostAsync(route, item)).Is(200)));
        Assert.Equal((2, 2, 0), ImportCalls.Counts((await _app.PostAsync(route, $"[{item},{item}]")).Is(200)));

        var facts = (await _app.ContextAsync(id)).Is(200);
        Assert.Equal("csm-1", facts.Text("data.ownerId"));
        var stored = Assert.Single(facts.Items(list)).GetProperty(field);
        Assert.Equal(value, stored.ToString());
    }

    [Fact]
    public async Task A_subscription_is_changed_field_by_field()
    {
        var route = RunningApp.Account("history-sub", "subscription");
        (await _app.PutAsync(RunningApp.Account("history-sub", "context"), """{"name":"A"}""")).Is(200);

        (await _app.PostAsync(route, """{"plan":"Team","startDate":"2026-01-01","currency":"EUR"}""")).Is(200);
        (await _app.PostAsync(route, """{"status":"active","currency":null}""")).Is(200);
        var older = (await _app.PostAsync(route, """{"plan":"Old","startDate":"2025-01-01"}""")).Is(200);

        var facts = await _app.ContextAsync("history-sub");
        Assert.Equal(
            ("Team", "active"),
            (facts.Text("data.subscription.plan"), facts.Text("data.subscription.status"))
        );
        Assert.Equal(System.Text.Json.JsonValueKind.Null, facts.At("data.subscription.currency").ValueKind);
        Assert.Contains("began before", older.Text("warnings[0].message"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_wrong_with_some_of_many_costs_those_alone()
    {
        (await _app.PutAsync(RunningApp.Account("history-bad", "context"), """{"name":"A"}""")).Is(200);

        var answer = await _app.PostAsync(
            RunningApp.Account("history-bad", "activities"),
            """
            [{"id":"1","date":"2026-03-01","sentiment":"odd","subjct":"x"},
             {"id":"2","date":"soon"},
             {"id":"3","date":"2026-03-02","accountId":"another"},
             {"id":"4","date":"2026-03-02","accountId":"history-bad"}]
            """
        );

        Assert.Equal((4, 2, 2), ImportCalls.Counts(answer.Is(200)));
        Assert.Equal([(2, "date"), (3, "accountId")], ImportCalls.Places(answer, "errors"));
        Assert.Equal([(1, "sentiment")], ImportCalls.Places(answer, "warnings"));
        Assert.Equal(("subjct", "subject"), (answer.Text("ignored[0].name"), answer.Text("ignored[0].nearest")));
    }

    [Fact]
    public async Task What_cannot_be_added_at_all_is_a_problem()
    {
        var route = RunningApp.Account("123", "activities");

        (await _app.PostAsync(route, """{"id":"1"}""")).IsProblem(400, "INVALID_REQUEST", "date");
        (await _app.PostAsync(route, "[]")).IsProblem(400, "INVALID_REQUEST");
        (await _app.PostAsync(route, "")).IsProblem(400, "INVALID_REQUEST");
        (await _app.PostAsync(route, "nonsense")).IsProblem(400, "INVALID_REQUEST");
        (await _app.PostAsync(RunningApp.Account("nobody", "activities"), """{"date":"2026-03-01"}""")).IsProblem(
            404,
            "ACCOUNT_NOT_FOUND"
        );
    }

    [Fact]
    public async Task An_unknown_field_of_the_context_is_a_warning()
    {
        var answer = await _app.PutAsync(
            RunningApp.Account("history-put", "context"),
            """{"name":"A","helthScore":51,"favourite":1,"activities":[{"date":"2026-03-01","subjct":"x"}]}"""
        );

        Assert.Equal(
            ["helthScore", "favourite", "activities.subjct"],
            answer.Is(200).Items("warnings").Select(w => w.GetProperty("field").GetString())
        );
        Assert.Contains("did you mean healthScore?", answer.Text("warnings[0].message"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_got_is_put_without_a_warning()
    {
        var got = (await _app.ContextAsync("123")).Is(200);

        var put = await _app.PutAsync(RunningApp.Account("123", "context"), got.Data.GetRawText());

        Assert.Empty(put.Is(200).Items("warnings"));
    }

    [Theory]
    [InlineData("""{"predictionType":"CHURN","options":{"forceRefesh":true}}""", "options.forceRefesh", "forceRefresh")]
    [InlineData("""{"predictionType":"CHURN","option":{}}""", "option", "options")]
    public async Task An_unknown_option_of_a_command_is_refused_with_the_nearest_name(
        string body,
        string field,
        string nearest
    )
    {
        var answer = await _app.PostAsync(RunningApp.Account("123", "predict"), body);

        answer.IsProblem(400, "INVALID_REQUEST", field);
        Assert.Contains($"did you mean {nearest}?", answer.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("123/ml/churn-risk?refresh=true", "refresh")]
    [InlineData("123/ml/predictions?includeExpird=true", "includeExpird")]
    [InlineData("portfolio/ml/high-risk?minProb=0.1", "minProb")]
    [InlineData("portfolio/ml/status?x=1", "x")]
    public async Task An_unknown_query_parameter_is_refused(string route, string name)
    {
        (await _app.GetAsync("/api/crm/accounts/" + route)).IsProblem(400, "INVALID_REQUEST", name);
    }

    [Fact]
    public async Task The_parameters_of_the_host_are_no_unknown_ones()
    {
        (await _app.GetAsync("/api/crm/accounts/portfolio/ml/high-risk?LIMIT=5&code=key&clientId=default")).Is(200);
    }
}
