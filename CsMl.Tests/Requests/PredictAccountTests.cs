using CsMl.Core.Accounts;
using CsMl.Core.Predictions;
using CsMl.Core.Requests;
using CsMl.Tests.Http;
using CsMl.Tests.LanguageModel.App;
using CsMl.Tests.LanguageModel.Client;

namespace CsMl.Tests.Requests;

public sealed class PredictAccountTests
{
    private const int Callers = 50;

    [Fact]
    public async Task Fifty_that_ask_at_once_pay_for_one_call()
    {
        await using var rig = await ModelApp.StartAsync();
        await rig.App.PutSampleAsync(accounts: 1);
        var gate = Hold(rig);

        var asked = Ask(rig, forceRefresh: false);
        await rig.Server.ArrivalAsync();
        gate.SetResult();
        var answers = await Task.WhenAll(asked);

        Assert.Single(rig.Server.Requests);
        Assert.Single(answers, answer => !answer!.Cached);
        Assert.Single(answers.Select(Text).Distinct());
    }

    [Fact]
    public async Task Who_wants_a_fresh_one_takes_one_that_was_begun_after_it_came()
    {
        await using var rig = await ModelApp.StartAsync();
        await rig.App.PutSampleAsync(accounts: 1);
        var gate = Hold(rig);

        var asked = Ask(rig, forceRefresh: true);
        await rig.Server.ArrivalAsync();
        rig.App.Clock.Advance(TimeSpan.FromSeconds(5));
        gate.SetResult();
        var answers = await Task.WhenAll(asked);

        // The first was on its way already when the others came, and may not have seen the facts that they mean.
        Assert.Equal(2, rig.Server.Requests.Count);
        Assert.All(answers, answer => Assert.False(answer!.Cached));
        Assert.Equal(2, answers.Select(Text).Distinct().Count());

        await rig.App.Service<PredictAccount>().RunAsync(Query(forceRefresh: true), CancellationToken.None);
        Assert.Equal(3, rig.Server.Requests.Count);
    }

    [Fact]
    public async Task Where_the_first_fails_the_others_take_what_the_rules_said_in_its_place()
    {
        await using var rig = await ModelApp.StartAsync();
        await rig.App.PutSampleAsync(accounts: 1);
        rig.Server.Answer = _ => FakeReply.Broken();

        var answers = await Task.WhenAll(Ask(rig, forceRefresh: false));

        Assert.Single(rig.Server.Requests);
        Assert.All(answers, answer => Assert.Contains("llm_error", Text(answer), StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_caller_who_goes_away_lets_the_next_in()
    {
        await using var rig = await ModelApp.StartAsync();
        await rig.App.PutSampleAsync(accounts: 1);
        rig.Server.Next(FakeReply.Hang());
        using var away = new CancellationTokenSource();
        using var awayToo = new CancellationTokenSource();
        var predict = rig.App.Service<PredictAccount>();

        var first = predict.RunAsync(Query(forceRefresh: true), away.Token);
        await rig.Server.ArrivalAsync();
        var second = predict.RunAsync(Query(forceRefresh: true), awayToo.Token);
        var third = predict.RunAsync(Query(forceRefresh: true), CancellationToken.None);
        await awayToo.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        await away.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);

        Assert.Contains("\"llm\"", Text(await third), StringComparison.Ordinal);
        Assert.Equal(2, rig.Server.Requests.Count);
    }

    [Fact]
    public async Task Other_types_do_not_wait()
    {
        await using var rig = await ModelApp.StartAsync();
        await rig.App.PutSampleAsync(accounts: 1);
        var gate = Hold(rig);
        var predict = rig.App.Service<PredictAccount>();

        var all = Enum.GetValues<PredictionType>()
            .Select(type => predict.RunAsync(Query(type: type), CancellationToken.None))
            .ToList();
        foreach (var _ in all)
        {
            await rig.Server.ArrivalAsync();
        }

        gate.SetResult();
        Assert.All(await Task.WhenAll(all), Assert.NotNull);
    }

    /// <summary>All are there before the first is answered: each comes as far as its turn, or the store, in this call.</summary>
    private static List<Task<Predicted?>> Ask(ModelApp rig, bool forceRefresh)
    {
        var predict = rig.App.Service<PredictAccount>();
        return
        [
            .. Enumerable.Range(0, Callers).Select(_ => predict.RunAsync(Query(forceRefresh), CancellationToken.None)),
        ];
    }

    private static TaskCompletionSource Hold(ModelApp rig)
    {
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        rig.Server.Answer = request => GoodModel.Reply(request).After(gate.Task);
        return gate;
    }

    private static PredictQuery Query(bool forceRefresh = false, PredictionType type = PredictionType.Churn) =>
        new(new AccountKey(RunningApp.Tenant, "123"), type, ForceRefresh: forceRefresh);

    private static string Text(Predicted? predicted) =>
        System.Text.Encoding.UTF8.GetString(predicted!.Prediction.Utf8.Span);
}
