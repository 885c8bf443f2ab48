using System.Text.Json.Nodes;
using CsMl.Core.LanguageModel;
using CsMl.Core.LanguageModel.Client;
using CsMl.Core.Predictions;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace CsMl.Tests.LanguageModel.Client;

public abstract class OpenAiModelTests(FakeApi api) : ModelTests(api)
{
    [Fact]
    public async Task A_question_arrives_as_it_was_asked_and_the_reply_comes_back_with_its_bill()
    {
        await using var rig = await StartAsync();
        rig.Server.Next(FakeReply.Text("""{"probability":0.4}""", new Bill(900, 80, Cached: 640)));

        var reply = await rig.AskAsync("Umsatz: 5 €");

        Assert.Equal((null, """{"probability":0.4}"""), (reply.Failure, reply.Text));
        Assert.Equal(new ModelUsage("fake-model-2026-01-01", 900, 640, 80), reply.Usage);
        var sent = Assert.Single(rig.Server.Requests);
        Assert.Equal(
            Api == FakeApi.Azure
                ? "/openai/deployments/fake-model/chat/completions?api-version=2024-10-21"
                : "/v1/chat/completions",
            sent.Path + sent.Query
        );
        Assert.Equal(Showing("key-one"), sent.Shown);
        Assert.StartsWith("CsMl.Core/", sent.Headers["User-Agent"], StringComparison.Ordinal);
        var expected = JsonNode.Parse(
            $$$"""
            {
              "model": "fake-model",
              "stream": false,
              "messages": [{"role":"system","content":"the task"},{"role":"user","content":"Umsatz: 5 €"}],
              "response_format": {"type":"json_schema","json_schema":{"name":"churn","strict":true,"schema":{{{ModelRig.Schema}}}}},
              "{{{(Api == FakeApi.Azure ? "max_completion_tokens" : "max_tokens")}}}": 2000,
              "temperature": 0
            }
            """
        );
        Assert.True(JsonNode.DeepEquals(expected, sent.Body), sent.Body.ToJsonString());
    }

    [Fact]
    public async Task A_model_that_takes_no_temperature_by_the_settings_is_sent_none()
    {
        await using var rig = await StartAsync(settings => settings.Temperature = null);

        await rig.AskAsync();

        Assert.False(Assert.Single(rig.Server.Requests).Body.ContainsKey("temperature"));
    }

    [Fact]
    public async Task The_models_own_reply_of_before_is_sent_as_its_own()
    {
        await using var rig = await StartAsync();
        var question = ModelRig.Question();

        await rig.Model.AskAsync(
            question with
            {
                Messages = [.. question.Messages, new(ModelRole.Assistant, "no JSON"), new(ModelRole.User, "mend it")],
            },
            CancellationToken.None
        );

        Assert.Equal(
            ["system", "user", "assistant", "user"],
            Assert.Single(rig.Server.Requests).Messages.Select(message => message.Role)
        );
    }

    [Fact]
    public async Task A_text_that_is_half_a_character_is_sent_all_the_same()
    {
        await using var rig = await StartAsync();

        var reply = await rig.AskAsync("cut \ud83d here");

        Assert.Null(reply.Failure);
        Assert.Equal("cut \ufffd here", Assert.Single(rig.Server.Requests).User);
    }

    [Fact]
    public async Task Without_an_endpoint_there_is_no_model()
    {
        using var model = new OpenAiModel(
            Options.Create(new LlmOptions()),
            TimeProvider.System,
            NullLogger<OpenAiModel>.Instance
        );

        var reply = await model.AskAsync(ModelRig.Question(), CancellationToken.None);

        ModelRig.AssertFailed(FallbackReason.LlmNotConfigured, reply);
    }

    [Fact]
    public async Task The_bill_of_many_calls_adds_up_to_what_the_server_billed()
    {
        await using var rig = await StartAsync();
        rig.Server.Answer = request =>
        {
            var size = int.Parse(request.User, System.Globalization.CultureInfo.InvariantCulture);
            var bill = new Bill(100 + size, size, Cached: size / 2);
            return (size % 5) switch
            {
                1 => FakeReply.CutByLength("{", bill),
                2 => FakeReply.Filtered(bill),
                3 => FakeReply.Declined(bill),
                _ => FakeReply.Text("{}", bill),
            };
        };

        var replies = await Task.WhenAll(
            Enumerable
                .Range(1, 40)
                .Select(i => rig.AskAsync(i.ToString(System.Globalization.CultureInfo.InvariantCulture)))
        );

        var sum = replies.Select(reply => reply.Usage).Aggregate((a, b) => a.Plus(b));
        Assert.Equal(
            (rig.Server.Billed.Input, rig.Server.Billed.Cached, rig.Server.Billed.Output),
            (sum.InputTokens, sum.CachedInputTokens, sum.OutputTokens)
        );
        Assert.True(sum.Tokens > 4000);
    }

    [Fact]
    public async Task No_more_calls_are_in_flight_than_may_be()
    {
        await using var rig = await StartAsync(settings => settings.Concurrency = 3);
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        rig.Server.Answer = _ => FakeReply.Text("{}").After(gate.Task);

        var asked = Enumerable.Range(0, 20).Select(_ => rig.Begin()).ToArray();
        for (var i = 0; i < 3; i++)
        {
            await rig.Server.ArrivalAsync();
        }

        gate.SetResult();
        var replies = await Task.WhenAll(asked).WaitAsync(HangGuard.Limit);

        Assert.All(replies, reply => Assert.Null(reply.Failure));
        Assert.Equal(3, rig.Server.MostInFlight);
    }

    [Fact]
    public async Task Waiting_for_a_turn_is_not_held_against_the_model()
    {
        await using var rig = await StartAsync(settings =>
        {
            (settings.Concurrency, settings.Retries, settings.TimeoutSeconds) = (1, 0, 30);
        });
        var (first, second) = (new TaskCompletionSource(), new TaskCompletionSource());
        rig.Server.Next(FakeReply.Text("1").After(first.Task), FakeReply.Text("2").After(second.Task));

        var one = rig.Begin();
        await rig.Server.ArrivalAsync();
        var two = rig.Begin();
        rig.Time.Advance(TimeSpan.FromSeconds(25));
        first.SetResult();
        await rig.Server.ArrivalAsync();
        rig.Time.Advance(TimeSpan.FromSeconds(25));
        second.SetResult();

        Assert.Equal("1", (await one).Text);
        Assert.Equal("2", (await two).Text);
    }

    [Fact]
    public async Task Who_waits_for_a_turn_may_give_up()
    {
        await using var rig = await StartAsync(settings => settings.Concurrency = 1);
        rig.Server.Answer = _ => FakeReply.Hang();
        using var first = new CancellationTokenSource();
        using var second = new CancellationTokenSource();

        var one = rig.Begin(cancellation: first.Token);
        await rig.Server.ArrivalAsync();
        var two = rig.Begin(cancellation: second.Token);
        await second.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => two);
        Assert.Single(rig.Server.Requests);
        await first.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => one);
    }

    public sealed class OfOpenAi() : OpenAiModelTests(FakeApi.OpenAi);

    public sealed class OfAzure() : OpenAiModelTests(FakeApi.Azure);
}
