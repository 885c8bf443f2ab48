using CsMl.Core.LanguageModel;
using CsMl.Core.Predictions;

namespace CsMl.Tests.LanguageModel.Client;

public abstract class OpenAiModelBreakerTests(FakeApi api) : ModelTests(api)
{
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task A_server_that_keeps_failing_is_left_alone_and_comes_back()
    {
        await using var rig = await StartAsync();
        rig.Server.Answer = _ => FakeReply.Broken();
        await FailAsync(rig, 10);

        Assert.True(rig.Model.IsResting);
        ModelRig.AssertFailed(FallbackReason.LlmError, await rig.AskAsync());
        Assert.Equal(10, rig.Server.Requests.Count);

        rig.Time.Advance(Rest);
        rig.Server.Answer = _ => FakeReply.Text("{}");

        Assert.False(rig.Model.IsResting);
        Assert.Null((await rig.AskAsync()).Failure);
        Assert.Null((await rig.AskAsync()).Failure);
    }

    [Fact]
    public async Task After_its_rest_one_call_alone_finds_out_whether_it_is_back()
    {
        await using var rig = await StartAsync();
        rig.Server.Answer = _ => FakeReply.Broken();
        await FailAsync(rig, 10);
        rig.Time.Advance(Rest);
        var gate = new TaskCompletionSource();
        rig.Server.Next(FakeReply.Broken().After(gate.Task));

        var first = rig.Begin();
        await WaitForArrivalAsync(rig, 11);
        ModelRig.AssertFailed(FallbackReason.LlmError, await rig.AskAsync());
        gate.SetResult();
        ModelRig.AssertFailed(FallbackReason.LlmError, await first);

        Assert.True(rig.Model.IsResting);
        Assert.Equal(11, rig.Server.Requests.Count);
    }

    [Fact]
    public async Task Silence_counts_even_where_ten_calls_take_longer_than_half_a_minute()
    {
        await using var rig = await StartAsync();
        rig.Server.Answer = _ => FakeReply.Hang();
        for (var round = 0; round < 2; round++)
        {
            var asked = Enumerable.Range(0, 5).Select(_ => rig.Begin()).ToArray();
            await WaitForArrivalAsync(rig, 5);
            rig.Time.Advance(TimeSpan.FromSeconds(30));
            var replies = await Task.WhenAll(asked).WaitAsync(HangGuard.Limit);
            Assert.All(replies, reply => ModelRig.AssertFailed(FallbackReason.LlmTimeout, reply));
        }

        Assert.True(rig.Model.IsResting);
    }

    [Fact]
    public async Task A_server_that_says_not_so_fast_is_not_taken_for_a_broken_one()
    {
        await using var rig = await StartAsync();
        rig.Server.Answer = _ => FakeReply.Busy();

        for (var i = 0; i < 30; i++)
        {
            ModelRig.AssertFailed(FallbackReason.LlmRateLimited, await rig.AskAsync());
        }

        Assert.False(rig.Model.IsResting);
    }

    [Fact]
    public async Task Questions_that_a_server_will_not_answer_are_not_its_failure()
    {
        await using var rig = await StartAsync();
        rig.Server.Answer = _ => FakeReply.PromptFiltered();

        for (var i = 0; i < 30; i++)
        {
            ModelRig.AssertFailed(FallbackReason.LlmContentFiltered, await rig.AskAsync());
        }

        Assert.False(rig.Model.IsResting);
    }

    [Fact]
    public async Task What_every_question_would_meet_opens_the_circuit_at_once_and_is_told_until_an_answer()
    {
        await using var rig = await StartAsync();
        rig.Server.Next(FakeReply.NoDeployment());

        ModelRig.AssertFailed(FallbackReason.LlmError, await rig.AskAsync());
        Assert.True(rig.Model.IsResting);
        Assert.Equal("its server has no model of this name (Llm:Model)", rig.Model.Trouble);
        ModelRig.AssertFailed(FallbackReason.LlmError, await rig.AskAsync());
        Assert.Single(rig.Server.Requests);

        rig.Time.Advance(Rest);
        Assert.Null((await rig.AskAsync()).Failure);
        Assert.Null(rig.Model.Trouble);
    }

    [Fact]
    public async Task A_server_that_never_says_anything_is_left_alone_too()
    {
        await using var rig = await StartAsync();
        rig.Server.Answer = _ => FakeReply.WithoutContent();

        for (var i = 0; i < 10; i++)
        {
            ModelRig.AssertFailed(FallbackReason.LlmInvalidReply, await rig.AskAsync());
        }

        Assert.True(rig.Model.IsResting);
    }

    [Fact]
    public async Task A_call_whose_own_failure_was_the_last_straw_tells_that_failure()
    {
        await using var rig = await StartAsync(settings => settings.Retries = 2);
        rig.Server.Answer = _ => FakeReply.Broken(503);
        for (var i = 0; i < 3; i++)
        {
            await rig.AskPatientlyAsync();
        }

        rig.Server.Answer = _ => FakeReply.CutJson();
        var asked = rig.Begin();
        await rig.PassBackoffAsync(asked);

        ModelRig.AssertFailed(FallbackReason.LlmInvalidReply, await asked.WaitAsync(HangGuard.Limit));
        Assert.True(rig.Model.IsResting);
        Assert.Equal(10, rig.Server.Requests.Count);
    }

    private new Task<ModelRig> StartAsync(Action<LlmOptions>? change = null) =>
        base.StartAsync(settings =>
        {
            settings.Retries = 0;
            change?.Invoke(settings);
        });

    private static async Task FailAsync(ModelRig rig, int times)
    {
        for (var i = 0; i < times; i++)
        {
            Assert.False(rig.Model.IsResting);
            ModelRig.AssertFailed(FallbackReason.LlmError, await rig.AskAsync());
        }
    }

    private static async Task WaitForArrivalAsync(ModelRig rig, int count)
    {
        for (var i = 0; i < count; i++)
        {
            await rig.Server.ArrivalAsync();
        }
    }

    public sealed class OfOpenAi() : OpenAiModelBreakerTests(FakeApi.OpenAi);

    public sealed class OfAzure() : OpenAiModelBreakerTests(FakeApi.Azure);
}
