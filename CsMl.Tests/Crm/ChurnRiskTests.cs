using CsMl.Core.Accounts;
using CsMl.Core.Crm;
using CsMl.Core.Predictions;
using CsMl.Core.Storage;
using CsMl.Tests.Http;
using CsMl.Tests.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace CsMl.Tests.Crm;

/// <summary>The probabilities of churn that are written back to the platform.</summary>
public sealed class ChurnRiskTests : IAsyncLifetime
{
    private const int Accounts = 30;
    private static readonly CancellationToken None = CancellationToken.None;

    private FakePlatformDesk _desk = null!;
    private RunningApp _app = null!;
    private IReadOnlyList<AccountFacts> _sample = [];

    public async Task InitializeAsync()
    {
        _desk = await FakePlatformDesk.StartAsync();
        _app = await StartAsync(("Crm:WriteBack", "true"));
        _sample = [.. SampleCustomers.Make(_app.Clock.GetUtcNow()).Take(Accounts)];
        Assert.Empty(await _app.Index.PutManyAsync(RunningApp.Tenant, _sample, None));
    }

    public async Task DisposeAsync()
    {
        await _app.DisposeAsync();
        await _desk.DisposeAsync();
    }

    [Fact]
    public async Task After_a_night_the_platform_has_each_once_and_none_again_that_has_not_changed()
    {
        await _app.NightAsync();
        await DeliverAsync();
        Assert.Equal(Accounts, _desk.Risks.Count);
        await AreEqualAsync();

        // The write has moved the time of the accounts' last change, so that a sync reads and stores them once more.
        Assert.Empty(await _app.Index.PutManyAsync(RunningApp.Tenant, _sample, None));
        var batch = await _app.WhenOverAsync(
            (await _app.PostAsync(RunningApp.Portfolio("batch-predict"), """{"predictionType":"CHURN"}""")).Is(202)
        );
        await DeliverAsync();
        Assert.Equal(
            (Accounts, 0),
            (batch.At("data.counts.cached").GetInt32(), batch.At("data.counts.scored").GetInt32())
        );
        Assert.Equal(Accounts, _desk.Risks.Count);

        // The next night predicts anew, and sends only what is another number.
        _app.Clock.Advance(TimeSpan.FromDays(20));
        await _app.NightAsync();
        await DeliverAsync();
        Assert.InRange(_desk.Risks.Count, Accounts + 1, (2 * Accounts) - 1);
        foreach (var risks in _desk.Risks.GroupBy(risk => risk.AccountId).Select(risks => risks.ToList()))
        {
            Assert.Equal(risks.Select(risk => risk.Risk).Distinct(), risks.Select(risk => risk.Risk));
        }

        await AreEqualAsync();
    }

    [Fact]
    public async Task Of_several_predictions_the_last_is_sent_and_of_the_same_probability_none()
    {
        var id = _sample[0].AccountId;
        (await _app.PredictAsync(id)).Is(200);
        (await _app.PredictAsync(id, options: """{"forceRefresh":true,"predictionWindowDays":365}""")).Is(200);
        await DeliverAsync();
        Assert.Single(_desk.Risks);
        await AreEqualAsync();

        (await _app.PredictAsync(id, options: """{"forceRefresh":true,"predictionWindowDays":365}""")).Is(200);
        (await _app.PredictAsync(id, "EXPANSION")).Is(200);
        await DeliverAsync();
        Assert.Single(_desk.Risks);
    }

    [Fact]
    public async Task A_prediction_that_is_made_while_the_one_before_is_being_sent_is_sent_too()
    {
        var id = _sample[0].AccountId;
        (await _app.PredictAsync(id)).Is(200);
        _desk.Fault = async _ =>
        {
            _desk.Fault = _ => Task.FromResult(DeskFault.None);
            (await _app.PredictAsync(id, options: """{"forceRefresh":true,"predictionWindowDays":365}""")).Is(200);
            return DeskFault.None;
        };

        await DeliverAsync();
        await DeliverAsync();

        Assert.Equal(2, _desk.Risks.Count);
        await AreEqualAsync();
        Assert.Equal(0, await _app.Service<ChurnRiskStore>().CountPendingAsync(RunningApp.Tenant, None));
    }

    [Fact]
    public async Task What_the_platform_did_not_take_is_sent_when_it_answers_again()
    {
        _desk.Fault = _ => Task.FromResult(DeskFault.Unavailable);
        await _app.NightAsync();
        await DeliverAsync();
        Assert.Empty(_desk.Risks);
        var status = (await _app.GetAsync(RunningApp.Portfolio("status"))).Is(200);
        Assert.InRange(status.At("deliveries.pending").GetInt32(), Accounts, 2 * Accounts);

        _desk.Fault = _ => Task.FromResult(DeskFault.None);
        _app.Clock.Advance(TimeSpan.FromMinutes(2));
        await DeliverAsync();
        await DeliverAsync();

        await AreEqualAsync();
    }

    /// <summary>A night leaves one for each account; a call sends as many as there is time for.</summary>
    [Fact]
    public async Task Once_the_time_is_over_no_more_are_read()
    {
        CountedTable counted = null!;
        await using var app = await RunningApp.StartAsync(
            tables => tables with { Results = counted = new CountedTable(tables.Results) },
            services => services.AddSingleton<IAccountSource, EmbeddedAccounts>(),
            [.. _desk.Settings, ("Crm:WriteBack", "true")]
        );
        Assert.Empty(await app.Index.PutManyAsync(RunningApp.Tenant, _sample, None));
        foreach (var facts in _sample)
        {
            (await app.PredictAsync(facts.AccountId)).Is(200);
        }

        var isFirst = 1;
        _desk.Fault = _ =>
        {
            app.Clock.Advance(TimeSpan.FromSeconds(21 * Interlocked.Exchange(ref isFirst, 0)));
            return Task.FromResult(DeskFault.None);
        };
        var before = counted.Rows;
        await app.Service<DeliverPending>().RunAsync(None);

        Assert.InRange(counted.Rows - before, 1, Accounts - 1);
        Assert.Equal(
            Accounts - _desk.Risks.Count,
            await app.Service<ChurnRiskStore>().CountPendingAsync(RunningApp.Tenant, None)
        );
    }

    [Fact]
    public async Task One_that_it_refuses_is_named_until_it_takes_another()
    {
        var id = _sample[0].AccountId;
        _desk.Fault = _ => Task.FromResult((DeskFault)404);
        (await _app.PredictAsync(id)).Is(200);
        await DeliverAsync();
        await DeliverAsync();
        Assert.Single(_desk.Requests);
        var failure = Assert.Single(await _app.Service<CtaDeliveryStore>().ListFailuresAsync(RunningApp.Tenant, None));
        Assert.Equal((id, "The CRM does not have the account."), (failure.Account.AccountId, failure.Failure.Reason));

        _desk.Fault = _ => Task.FromResult(DeskFault.None);
        (await _app.PredictAsync(id, options: """{"forceRefresh":true,"predictionWindowDays":365}""")).Is(200);
        await DeliverAsync();
        await AreEqualAsync();
        Assert.Empty(await _app.Service<CtaDeliveryStore>().ListFailuresAsync(RunningApp.Tenant, None));
    }

    [Fact]
    public async Task Without_the_setting_nothing_is_written()
    {
        await using var app = await StartAsync();
        await app.PutAsync(_sample[0]);
        (await app.PredictAsync(_sample[0].AccountId)).Is(200);
        await app.Service<DeliverPending>().RunAsync(None);

        Assert.Empty(_desk.Risks);
        Assert.DoesNotContain(app.Dump(), row => row.Contains(" b~", StringComparison.Ordinal));
    }

    private Task<RunningApp> StartAsync(params (string, string)[] settings) =>
        RunningApp.StartWithAsync(
            services => services.AddSingleton<IAccountSource, EmbeddedAccounts>(),
            [.. _desk.Settings, .. settings]
        );

    private Task DeliverAsync() => _app.Service<DeliverPending>().RunAsync(None);

    /// <summary>The platform's last risk of each account is the app's latest.</summary>
    private async Task AreEqualAsync()
    {
        foreach (var risks in _desk.Risks.GroupBy(risk => risk.AccountId))
        {
            var account = new AccountKey(RunningApp.Tenant, risks.Key);
            var latest = await _app.Service<PredictionReader>().FindLatestAsync(account, PredictionType.Churn, None);
            Assert.Equal(ChurnRiskStore.Of(latest!.Head.Probability), risks.Last().Risk);
        }
    }
}
