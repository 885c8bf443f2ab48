using CsMl.Core.Predictions;

namespace CsMl.Tests.LanguageModel.Client;

/// <summary>How long a call may take, and what a server can say about it. The clock is the test's.</summary>
public abstract class OpenAiModelTimeTests(FakeApi api) : ModelTests(api)
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task A_server_that_is_silent_is_asked_again_and_then_given_up()
    {
        await using var rig = await StartAsync(settings => settings.Retries = 1);
        rig.Server.Answer = _ => FakeReply.Hang();
        var start = rig.Time.GetUtcNow();

        var asked = rig.Begin();
        await rig.Server.ArrivalAsync();
        rig.Time.Advance(Timeout);
        await rig.PassBackoffAsync(asked);
        await rig.Server.ArrivalAsync();
        rig.Time.Advance(Timeout);

        ModelRig.AssertFailed(FallbackReason.LlmTimeout, await asked.WaitAsync(HangGuard.Limit));
        Assert.InRange(rig.Time.GetUtcNow() - start, 2 * Timeout, 2 * Timeout + TimeSpan.FromSeconds(8));
    }

    [Fact]
    public async Task A_reply_that_trickles_is_given_up_like_silence()
    {
        await using var rig = await StartAsync(settings => settings.Retries = 0);
        rig.Server.Next(FakeReply.Trickled(TimeSpan.FromSeconds(10), rig.Time));

        var asked = rig.Begin();
        for (var i = 0; i < 3; i++)
        {
            await rig.Time.PassAsync(TimeSpan.FromSeconds(10));
        }

        ModelRig.AssertFailed(FallbackReason.LlmTimeout, await asked.WaitAsync(HangGuard.Limit));
    }

    [Fact]
    public async Task The_callers_cancellation_is_no_reply()
    {
        await using var rig = await StartAsync();
        rig.Server.Answer = _ => FakeReply.Hang();
        using var caller = new CancellationTokenSource();

        var asked = rig.Begin(cancellation: caller.Token);
        await rig.Server.ArrivalAsync();
        await caller.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asked.WaitAsync(HangGuard.Limit));
        Assert.Single(rig.Server.Requests);
    }

    [Fact]
    public async Task The_callers_cancellation_ends_a_pause_between_attempts()
    {
        await using var rig = await StartAsync();
        rig.Server.Answer = _ => FakeReply.Busy("20");
        using var caller = new CancellationTokenSource();

        var asked = rig.Begin(cancellation: caller.Token);
        await rig.Time.BegunAsync(TimeSpan.FromSeconds(20));
        await caller.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asked.WaitAsync(HangGuard.Limit));
    }

    [Theory]
    [InlineData("Retry-After", "17", 17_000)]
    [InlineData("Retry-After", "0.5", 500)]
    [InlineData("Retry-After", "Mon, 02 Mar 2026 01:00:23 GMT", 23_000)]
    [InlineData("retry-after-ms", "1250", 1_250)]
    public async Task A_server_that_says_when_is_asked_again_then(string header, string value, int milliseconds)
    {
        await using var rig = await StartAsync();
        rig.Server.Next(FakeReply.Busy().With(header, value));
        var start = rig.Time.GetUtcNow();

        var asked = rig.Begin();
        await rig.Time.PassAsync(TimeSpan.FromMilliseconds(milliseconds));

        Assert.Null((await asked.WaitAsync(HangGuard.Limit)).Failure);
        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), rig.Time.GetUtcNow() - start);
        Assert.Equal(2, rig.Server.Requests.Count);
    }

    [Fact]
    public async Task Of_two_headers_the_finer_counts()
    {
        await using var rig = await StartAsync();
        rig.Server.Next(FakeReply.Busy("30").With("retry-after-ms", "2500"));

        var asked = rig.Begin();
        await rig.Time.PassAsync(TimeSpan.FromMilliseconds(2500));

        Assert.Null((await asked.WaitAsync(HangGuard.Limit)).Failure);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("Sun, 01 Mar 2026 01:00:00 GMT")]
    public async Task A_server_that_says_now_is_asked_again_at_once(string value)
    {
        await using var rig = await StartAsync();
        rig.Server.Next(FakeReply.Busy(value));

        Assert.Null((await rig.AskAsync()).Failure);
    }

    [Theory]
    [InlineData("3600")]
    [InlineData("999999999999999999999")]
    [InlineData("Mon, 02 Mar 2026 02:00:00 GMT")]
    public async Task A_server_that_asks_for_more_time_than_there_is_fails_at_once(string value)
    {
        await using var rig = await StartAsync();
        rig.Server.Answer = _ => FakeReply.Busy(value);

        ModelRig.AssertFailed(FallbackReason.LlmRateLimited, await rig.AskAsync());
        Assert.Single(rig.Server.Requests);
    }

    [Theory]
    [InlineData("soon")]
    [InlineData("-5")]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    [InlineData("")]
    public async Task What_cannot_be_read_is_waited_for_by_our_own_measure(string value)
    {
        await using var rig = await StartAsync(settings => settings.Retries = 1);
        rig.Server.Next(FakeReply.Busy(value));

        Assert.Null((await rig.AskPatientlyAsync()).Failure);
    }

    [Theory]
    [InlineData(45, true)]
    [InlineData(60, false)]
    public async Task A_pause_is_worth_it_where_a_whole_attempt_fits_behind_it(int seconds, bool isWorthIt)
    {
        // 2 attempts of 30 s, each with a pause of 8 s: 76 s in all.
        await using var rig = await StartAsync(settings => settings.Retries = 1);
        rig.Server.Next(FakeReply.Busy($"{seconds}"));

        var asked = rig.Begin();
        if (isWorthIt)
        {
            await rig.Time.PassAsync(TimeSpan.FromSeconds(seconds));
        }

        var reply = await asked.WaitAsync(HangGuard.Limit);
        Assert.Equal(isWorthIt ? null : FallbackReason.LlmRateLimited, reply.Failure);
        Assert.Equal(isWorthIt ? 2 : 1, rig.Server.Requests.Count);
    }

    [Fact]
    public async Task Time_that_an_attempt_took_is_not_there_for_a_pause()
    {
        await using var rig = await StartAsync(settings => settings.Retries = 1);
        rig.Server.Answer = _ => FakeReply.Busy("25").After(TimeSpan.FromSeconds(25), rig.Time);

        var asked = rig.Begin();
        await rig.Time.PassAsync(TimeSpan.FromSeconds(25));

        ModelRig.AssertFailed(FallbackReason.LlmRateLimited, await asked.WaitAsync(HangGuard.Limit));
        Assert.Single(rig.Server.Requests);
    }

    [Fact]
    public async Task Two_pauses_that_fit_one_by_one_do_not_add_up_to_more_than_there_is()
    {
        // 3 attempts of 30 s, each with a pause of 8 s: 114 s in all.
        await using var rig = await StartAsync();
        rig.Server.Answer = _ => FakeReply.Busy("60");

        var asked = rig.Begin();
        await rig.Time.PassAsync(TimeSpan.FromSeconds(60));

        ModelRig.AssertFailed(FallbackReason.LlmRateLimited, await asked.WaitAsync(HangGuard.Limit));
        Assert.Equal(2, rig.Server.Requests.Count);
    }

    public sealed class OfOpenAi() : OpenAiModelTimeTests(FakeApi.OpenAi);

    public sealed class OfAzure() : OpenAiModelTimeTests(FakeApi.Azure);
}
