using CsMl.Tests.Http;
using CsMl.Tests.LanguageModel.Client;

namespace CsMl.Tests.LanguageModel.App;

/// <summary>Whatever a model's server does, the caller gets a valid prediction that says who made it and why.</summary>
public abstract class ModelFaultTests(FakeApi api)
{
    private static readonly Dictionary<string, (FakeReply[] Replies, string Reason)> Faults = new(
        StringComparer.Ordinal
    )
    {
        ["busy, seconds"] = ([FakeReply.Busy("3")], "llm_rate_limited"),
        ["busy, milliseconds"] = ([FakeReply.BusyMilliseconds(300)], "llm_rate_limited"),
        ["an error of the server"] = ([FakeReply.Broken(500)], "llm_error"),
        ["out of service"] = ([FakeReply.Broken(503)], "llm_error"),
        ["a wrong key"] = ([FakeReply.WrongKey()], "llm_error"),
        ["no deployment"] = ([FakeReply.NoDeployment()], "llm_error"),
        ["a reset connection"] = ([FakeReply.Reset()], "llm_error"),
        ["a torn body"] = ([FakeReply.Torn()], "llm_error"),
        ["truncated JSON"] = ([FakeReply.CutJson()], "llm_invalid_reply"),
        ["wrong types"] = ([FakeReply.WrongTypes()], "llm_invalid_reply"),
        ["no content"] = ([FakeReply.WithoutContent(), FakeReply.WithoutContent()], "llm_invalid_reply"),
        ["cut by length"] = ([FakeReply.CutByLength("{"), FakeReply.CutByLength("{")], "llm_invalid_reply"),
        ["a filtered prompt"] = ([FakeReply.PromptFiltered()], "llm_content_filtered"),
        ["a filtered reply"] = ([FakeReply.Filtered(), FakeReply.Filtered()], "llm_content_filtered"),
        ["a refusal"] = ([FakeReply.Declined(), FakeReply.Declined()], "llm_content_filtered"),
        ["prose"] = ([FakeReply.Text("Well…"), FakeReply.Text("Well…")], "llm_invalid_reply"),
    };

    public static TheoryData<string> Names => new(Faults.Keys);

    [Theory]
    [MemberData(nameof(Names))]
    [Trait("Speed", "Slow")]
    public async Task Each_fault_ends_as_one_valid_prediction_that_says_why(string name)
    {
        var (replies, reason) = Faults[name];
        await using var rig = await ModelApp.StartAsync(api);
        using var metrics = new RecordedMetrics(rig.App.Services);
        await rig.App.PutSampleAsync(accounts: 1);
        rig.Server.Next(replies);

        var made = (await rig.App.PredictAsync("123")).Is(200);

        Assert.Equal("rules", made.Text("data.source"));
        Assert.Equal(reason, made.Text("data.fallbackReason"));
        JsonShape.Is(made.Data, Shapes.Churn);
        AssertStoredOnce(rig, made);
        Assert.Equal(replies.Length, rig.Server.Requests.Count);
        Assert.Equal([("rules", reason)], metrics.Predictions);
    }

    [Fact]
    public async Task A_model_that_does_not_answer_costs_no_more_than_its_time()
    {
        await using var rig = await ModelApp.StartAsync(api, ("Llm:TimeoutSeconds", "5"));
        using var metrics = new RecordedMetrics(rig.App.Services);
        await rig.App.PutSampleAsync(accounts: 1);
        rig.Server.Next(FakeReply.Hang());

        var call = rig.App.PredictAsync("123");
        await rig.Server.ArrivalAsync();
        while (!call.IsCompleted)
        {
            rig.App.Clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        var made = (await call).Is(200);
        Assert.Equal("llm_timeout", made.Text("data.fallbackReason"));
        AssertStoredOnce(rig, made);
        Assert.Equal([("rules", "llm_timeout")], metrics.Predictions);
    }

    [Theory]
    [InlineData("json_schema")]
    [InlineData("json_object")]
    public async Task A_server_that_knows_no_schema_is_asked_in_a_way_it_knows(string refused)
    {
        await using var rig = await ModelApp.StartAsync(api);
        await rig.App.PutSampleAsync(accounts: 2);
        string[] unknown = refused == "json_schema" ? ["json_schema"] : ["json_schema", "json_object"];
        rig.Server.Answer = request =>
            unknown.Contains(request.Format) ? FakeReply.RefusedFormat(request.Format!) : GoodModel.Reply(request);

        var made = (await rig.App.PredictAsync("123")).Is(200);

        Assert.Equal("llm", made.Text("data.source"));
        Assert.Equal(1 + unknown.Length, rig.Server.Requests.Count);
        (await rig.App.PredictAsync("123", options: """{"forceRefresh":true}""")).Is(200);
        Assert.Equal(2 + unknown.Length, rig.Server.Requests.Count);
    }

    private static void AssertStoredOnce(ModelApp rig, HttpAnswer made)
    {
        var rows = rig.App.Dump().Where(row => row.StartsWith("results ", StringComparison.Ordinal)).ToList();
        foreach (var kind in (string[])["p~", "w~", "r~"])
        {
            Assert.Single(rows, row => row.Contains($" {kind}", StringComparison.Ordinal));
        }

        Assert.Contains(
            rows,
            row =>
                row.Contains(" p~", StringComparison.Ordinal)
                && row.Contains(made.Data.GetRawText(), StringComparison.Ordinal)
        );
    }

    public sealed class OfOpenAi() : ModelFaultTests(FakeApi.OpenAi);

    public sealed class OfAzure() : ModelFaultTests(FakeApi.Azure);
}
