using CsMl.Core.Predictions;
using Microsoft.Extensions.Logging;

namespace CsMl.Tests.LanguageModel.Client;

public abstract class OpenAiModelKeyTests(FakeApi api) : ModelTests(api)
{
    [Fact]
    public async Task Where_the_first_key_is_refused_the_second_is_tried_and_remembered()
    {
        await using var rig = await StartAsync(settings => settings.SecondApiKey = "key-two");
        rig.Server.Answer = request =>
            request.Shown == Showing("key-two") ? FakeReply.Text("{}") : FakeReply.WrongKey();

        Assert.Null((await rig.AskAsync()).Failure);
        Assert.Null((await rig.AskAsync()).Failure);

        Assert.Equal(
            [Showing("key-one"), Showing("key-two"), Showing("key-two")],
            rig.Server.Requests.Select(request => request.Shown)
        );
    }

    [Fact]
    public async Task Where_the_second_is_refused_later_the_first_has_its_turn_again()
    {
        await using var rig = await StartAsync(settings => settings.SecondApiKey = "key-two");
        var good = Showing("key-two");
        rig.Server.Answer = request => request.Shown == good ? FakeReply.Text("{}") : FakeReply.WrongKey();
        await rig.AskAsync();
        good = Showing("key-one");

        Assert.Null((await rig.AskAsync()).Failure);
    }

    [Fact]
    public async Task Two_wrong_keys_are_tried_once_each()
    {
        await using var rig = await StartAsync(settings => settings.SecondApiKey = "key-two");
        rig.Server.Answer = _ => FakeReply.WrongKey();

        ModelRig.AssertFailed(FallbackReason.LlmError, await rig.AskAsync());
        Assert.Equal(2, rig.Server.Requests.Count);
    }

    [Theory]
    [InlineData("key-one\n")]
    [InlineData(" key-one\r\n")]
    public async Task A_line_break_behind_a_key_is_no_part_of_it(string key)
    {
        await using var rig = await StartAsync(settings => settings.ApiKey = key);

        Assert.Null((await rig.AskAsync()).Failure);
        Assert.Equal(Showing("key-one"), Assert.Single(rig.Server.Requests).Shown);
    }

    /// <summary>A server on this machine that plays Azure by plain http is shown none either.</summary>
    [Theory]
    [InlineData("")]
    [InlineData("\n")]
    public async Task A_server_that_asks_for_no_key_is_shown_none(string key)
    {
        await using var rig = await StartAsync(settings => settings.ApiKey = key);

        Assert.Null((await rig.AskAsync()).Failure);
        Assert.Null(Assert.Single(rig.Server.Requests).Shown);
    }

    [Fact]
    public async Task Nothing_of_a_prompt_a_reply_or_a_key_is_logged_or_told()
    {
        await using var rig = await StartAsync(settings =>
        {
            (settings.ApiKey, settings.SecondApiKey, settings.Retries) = ("secret-one", "secret-two", 5);
        });
        rig.Server.Next(
            FakeReply.Refusal(401, "secret code of three", "Wrong key: secret-one"),
            FakeReply.Refusal(400, "secret", "secret facts are not for response_format"),
            FakeReply.Refusal(503, "secret code", "secret facts"),
            FakeReply.Of(200, "secret reply").With("Retry-After", "secret"),
            FakeReply.Torn(),
            FakeReply.Reset()
        );
        rig.Server.Answer = _ => FakeReply.Refusal(400, "no code", "secret facts and secret-two");

        var asked = rig.Begin("secret facts");
        for (var i = 0; i < 4; i++)
        {
            await rig.PassBackoffAsync(asked);
        }

        var reply = await asked.WaitAsync(HangGuard.Limit);

        ModelRig.AssertFailed(FallbackReason.LlmError, reply);
        Assert.Equal(7 + 8, rig.Server.Requests.Count);
        Assert.True(rig.Log.Entries.Count >= 5);
        Assert.All(
            rig.Log.Entries.Select(entry => $"{entry.Message} {entry.Exception}").Append(reply.Detail),
            line => Assert.DoesNotContain("secret", line, StringComparison.OrdinalIgnoreCase)
        );
        Assert.DoesNotContain(rig.Log.Entries, entry => entry.Level >= LogLevel.Error);
    }

    public sealed class OfOpenAi() : OpenAiModelKeyTests(FakeApi.OpenAi);

    public sealed class OfAzure() : OpenAiModelKeyTests(FakeApi.Azure);
}
