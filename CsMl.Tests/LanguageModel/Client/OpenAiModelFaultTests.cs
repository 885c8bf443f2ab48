using CsMl.Core.LanguageModel.Client;
using CsMl.Core.Predictions;

namespace CsMl.Tests.LanguageModel.Client;

/// <summary>What can go wrong with a model, each with the reason that a prediction will show for it.</summary>
public abstract class OpenAiModelFaultTests(FakeApi api) : ModelTests(api)
{
    private static readonly Bill Cost = new(500, 60, Cached: 128);

    public static TheoryData<string, FakeReply, FallbackReason> Lasting { get; } =
        new()
        {
            { "prompt filtered", FakeReply.PromptFiltered(), FallbackReason.LlmContentFiltered },
            { "no content", FakeReply.WithoutContent(), FallbackReason.LlmInvalidReply },
            { "blank content", FakeReply.Text(" \n"), FallbackReason.LlmInvalidReply },
            { "wrong types", FakeReply.WrongTypes(), FallbackReason.LlmInvalidReply },
            { "choice null", FakeReply.Of(200, """{"choices":[null]}"""), FallbackReason.LlmInvalidReply },
            {
                "content an empty object",
                FakeReply.Of(200, """{"choices":[{"message":{"content":{}}}]}"""),
                FallbackReason.LlmInvalidReply
            },
            { "wrong key", FakeReply.WrongKey(), FallbackReason.LlmError },
            { "wrong key of Azure", FakeReply.WrongAzureKey(), FallbackReason.LlmError },
            { "no such deployment", FakeReply.NoDeployment(), FallbackReason.LlmError },
            { "forbidden", FakeReply.Refusal(403, "forbidden", "No."), FallbackReason.LlmError },
            { "no such model", FakeReply.Refusal(404, "model_not_found", "No."), FallbackReason.LlmError },
            { "moved", FakeReply.Of(307, "").With("Location", "http://127.0.0.1:1/"), FallbackReason.LlmError },
            { "out of quota", FakeReply.Refusal(429, "insufficient_quota", "Pay."), FallbackReason.LlmRateLimited },
        };

    public static TheoryData<string, FakeReply, FallbackReason> Passing { get; } =
        new()
        {
            { "408", FakeReply.Broken(408), FallbackReason.LlmError },
            { "429", FakeReply.Busy(), FallbackReason.LlmRateLimited },
            { "429 of Azure", FakeReply.BusyAzure(), FallbackReason.LlmRateLimited },
            { "409", FakeReply.Broken(409), FallbackReason.LlmError },
            { "425", FakeReply.Broken(425), FallbackReason.LlmError },
            { "520", FakeReply.Broken(520), FallbackReason.LlmError },
            { "529", FakeReply.Broken(529), FallbackReason.LlmError },
            {
                "a page that speaks of keys",
                FakeReply.Of(502, "<html>api key, billing</html>"),
                FallbackReason.LlmError
            },
            { "502", FakeReply.Broken(502), FallbackReason.LlmError },
            { "503", FakeReply.Broken(503), FallbackReason.LlmError },
            { "504", FakeReply.Broken(504), FallbackReason.LlmError },
            { "an array", FakeReply.Of(200, "[]"), FallbackReason.LlmError },
            { "no choices", FakeReply.Of(200, """{"choices":[]}"""), FallbackReason.LlmError },
            { "reset", FakeReply.Reset(), FallbackReason.LlmError },
            { "torn", FakeReply.Torn(), FallbackReason.LlmError },
            { "JSON cut off", FakeReply.CutJson(), FallbackReason.LlmInvalidReply },
            { "a page", FakeReply.Of(200, "<html>Sign in</html>"), FallbackReason.LlmInvalidReply },
            { "half a character", FakeReply.Of(200, """{"model":"\ud83d"}"""), FallbackReason.LlmInvalidReply },
        };

    [Theory]
    [MemberData(nameof(Lasting))]
    public async Task What_will_not_pass_is_asked_once(string name, FakeReply fault, FallbackReason reason)
    {
        await using var rig = await StartAsync();
        rig.Server.Answer = _ => fault;

        var reply = await rig.AskAsync();

        ModelRig.AssertFailed(reason, reply);
        Assert.True(rig.Server.Requests.Count == 1, name);
    }

    [Theory]
    [MemberData(nameof(Passing))]
    public async Task What_may_pass_is_asked_three_times(string name, FakeReply fault, FallbackReason reason)
    {
        await using var rig = await StartAsync();
        rig.Server.Answer = _ => fault;

        var reply = await rig.AskPatientlyAsync();

        ModelRig.AssertFailed(reason, reply);
        Assert.True(rig.Server.Requests.Count == 3, name);
    }

    [Theory]
    [MemberData(nameof(Passing))]
    public async Task What_has_passed_leaves_no_trace_in_the_reply(string name, FakeReply fault, FallbackReason _)
    {
        await using var rig = await StartAsync(settings => settings.Retries = 1);
        rig.Server.Next(fault);

        var reply = await rig.AskPatientlyAsync();

        Assert.True(reply is { Failure: null, Detail: null, Text: "{}" }, name);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_an_error()
    {
        await using var rig = await StartAsync(settings => settings.Retries = 0);
        await rig.Server.DisposeAsync();

        var reply = await rig.AskAsync();

        ModelRig.AssertFailed(FallbackReason.LlmError, reply);
        Assert.Contains("ConnectionError", reply.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_cut_filtered_or_declined_was_paid_for()
    {
        await using var rig = await StartAsync();
        rig.Server.Next(FakeReply.CutByLength("{", Cost), FakeReply.Filtered(Cost), FakeReply.Declined(Cost));

        ModelReply[] replies = [await rig.AskAsync(), await rig.AskAsync(), await rig.AskAsync()];

        Assert.Equal(
            [FallbackReason.LlmInvalidReply, FallbackReason.LlmContentFiltered, FallbackReason.LlmContentFiltered],
            replies.Select(reply => reply.Failure!.Value)
        );
        Assert.All(replies, reply => Assert.Equal(new ModelUsage("fake-model-2026-01-01", 500, 128, 60), reply.Usage));
    }

    [Theory]
    [InlineData("""{"prompt_tokens":-5,"completion_tokens":1e99,"prompt_tokens_details":{"cached_tokens":"x"}}""")]
    [InlineData("""{"prompt_tokens":2147483647,"completion_tokens":2147483647,"prompt_tokens_details":7}""")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("""{"prompt_tokens":90}""")]
    [InlineData("""{"prompt_tokens":90,"completion_tokens":"12"}""")]
    public async Task A_bill_that_cannot_be_is_none(string usage)
    {
        await using var rig = await StartAsync();
        rig.Server.Next(FakeReply.Of(200, $$$"""{"choices":[{"message":{"content":"a"}}],"usage":{{{usage}}}}"""));

        var reply = await rig.AskAsync();

        Assert.Equal(("a", new ModelUsage("fake-model", 0, 0, 0)), (reply.Text, reply.Usage));
    }

    [Fact]
    public async Task A_reply_without_end_is_read_to_a_bound()
    {
        await using var rig = await StartAsync(settings => settings.Retries = 0);
        rig.Server.Next(FakeReply.Text(new string('x', 8 * 1024 * 1024)));

        ModelRig.AssertFailed(FallbackReason.LlmInvalidReply, await rig.AskAsync());
    }

    public sealed class OfOpenAi() : OpenAiModelFaultTests(FakeApi.OpenAi);

    public sealed class OfAzure() : OpenAiModelFaultTests(FakeApi.Azure);
}
