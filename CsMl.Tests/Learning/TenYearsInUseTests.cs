using System.Text.Json;
using CsMl.Core.Accounts;
using CsMl.Core.Learning;
using CsMl.Core.Portfolio;
using CsMl.Core.Predictions;
using CsMl.Core.Predictions.Settlements;
using CsMl.Core.Requests;
using CsMl.Core.Settings;
using CsMl.Core.Storage;
using CsMl.Tests.Http;
using Microsoft.Extensions.DependencyInjection;

namespace CsMl.Tests.Learning;

/// <summary>
/// The years of <see cref="TenYearsTests"/> in the app's own store, with the mode On: each month accounts are predicted on
/// the scale in use, departures are recorded late, predictions are validated, and the night learns. When the churn rate
/// falls, the tenant tells the new one. Every version is compared with figures that were computed by other means.
/// </summary>
[Trait("Speed", "Slow")]
public sealed class TenYearsInUseTests
{
    private const double Precision = 2e-5;

    /// <summary>The same days of the week and of leap years, after the test's clock begins.</summary>
    private const int YearsLater = 12;

    private static readonly JsonElement Years = IndependentFigures.Read("ten-years.json");
    private static readonly Dictionary<int, JsonElement> Expected = IndependentFigures
        .Read("ten-years-in-use.json")
        .EnumerateArray()
        .ToDictionary(version => version.GetProperty("month").GetInt32());
    private static readonly DateTimeOffset Start = Years.GetProperty("start").GetDateTimeOffset().AddYears(YearsLater);
    private static readonly string[] Rules =
    [
        .. Years.GetProperty("rules").EnumerateArray().Select(rule => rule.GetString()!),
    ];

    [Fact]
    public async Task Every_month_is_as_computed_by_other_means_and_what_was_learned_goes_back_once()
    {
        await using var app = await RunningApp.StartWithAsync(
            // Nobody scores the accounts again: their facts here are numbers and no facts.
            services => services.AddSingleton<IWorkQueue>(new HeldQueue()),
            ("Learning:Mode", "On")
        );
        var predictions = Years.GetProperty("predictions").EnumerateArray().ToLookup(p => p[1].GetInt32());
        var departures = Years.GetProperty("departures").EnumerateArray().ToLookup(d => d[2].GetInt32());
        var shift = Years.GetProperty("shift").GetInt32();
        var wentBack = new List<int>();
        for (var month = 0; month < Years.GetProperty("months").GetArrayLength(); month++)
        {
            app.Clock.SetUtcNow(Start.AddMonths(month));
            foreach (var departure in departures[month])
            {
                await LeaveAsync(app, departure);
            }

            foreach (var prediction in predictions[month])
            {
                await PredictAsync(app, prediction);
            }

            app.Clock.Advance(TimeSpan.FromHours(1));
            if (month == shift)
            {
                (await app.PutAsync(ScaleCalls.Address, ScaleCalls.Expect(0.03))).Is(200);
            }

            app.Clock.Advance(TimeSpan.FromHours(1));
            await app.Service<ValidatePredictions>().DueAsync(RunningApp.Tenant, default);
            await app.Service<LearnAtNight>().RunAsync(RunningApp.Tenant, default);

            var versions = await app.Service<LearnedVersions>().ListAsync(RunningApp.Tenant, default);
            var newest = versions.Count > 0 ? versions[0] : null;
            AssertSame(month, newest, app.Clock.GetUtcNow());
            await AssertInUseAsync(app, newest, isTold: month >= shift);
            if (newest?.WentBackFrom is not null && newest.Learned.LearnedAt == app.Clock.GetUtcNow())
            {
                wentBack.Add(month);
            }
        }

        Assert.InRange(Assert.Single(wentBack), shift + 12, shift + 36);
    }

    private static void AssertSame(int month, StoredVersion? newest, DateTimeOffset now)
    {
        if (!Expected.TryGetValue(month, out var expected))
        {
            Assert.NotEqual(now, newest?.Learned.LearnedAt);
            return;
        }

        Assert.Equal(now, newest!.Learned.LearnedAt);
        Assert.Equal(expected.GetProperty("outcomes").GetInt32(), newest.Learned.Outcomes);
        Assert.Equal(expected.GetProperty("churned").GetInt32(), newest.Learned.Churned);
        Assert.Equal(expected.GetProperty("scope").GetString(), newest.Learned.Scope.ToString().ToLowerInvariant());
        Assert.Equal(WholeOrNull(expected.GetProperty("use")), newest.Use);
        Assert.Equal(WholeOrNull(expected.GetProperty("wentBackFrom")), newest.WentBackFrom);
        var heldOut = expected.GetProperty("heldOut");
        Assert.Equal(heldOut.ValueKind == JsonValueKind.Null, newest.Learned.HeldOut is null);
        if (newest.Learned.HeldOut is { } losses)
        {
            Assert.Equal(heldOut.Numbers()[0], losses.RulesLogLoss, Precision);
            Assert.Equal(heldOut.Numbers()[1], losses.InterceptLogLoss, Precision);
            Assert.Equal(heldOut.Numbers()[2], losses.WeightsLogLoss, Precision);
        }

        var later = expected.GetProperty("later");
        Assert.Equal(later.ValueKind == JsonValueKind.Null, newest.Later is null);
        if (newest.Later is { } check)
        {
            Assert.Equal(later.GetProperty("outcomes").GetInt32(), check.Outcomes);
            Assert.Equal(later.GetProperty("churned").GetInt32(), check.Churned);
            Assert.Equal(later.GetProperty("mean").GetDouble(), check.MeanExtraLoss, Precision);
            var bound = later.GetProperty("bound");
            Assert.Equal(bound.ValueKind == JsonValueKind.Null, check.LowerBound is null);
            Assert.Equal(check.LowerBound is null ? 0 : bound.GetDouble(), check.LowerBound ?? 0, Precision);
        }
    }

    private static async Task AssertInUseAsync(RunningApp app, StoredVersion? newest, bool isTold)
    {
        var scale = (await app.Service<TenantSettings>().FindAsync(RunningApp.Tenant, default)).Scale;
        Assert.Equal(newest?.Use, scale.LearnedVersion);
        Assert.Equal(
            newest?.Use is not null ? ScaleSource.Outcomes
                : isTold ? ScaleSource.ExpectedRate
                : ScaleSource.Default,
            scale.StandsOn
        );
        if (isTold)
        {
            Assert.Equal(Years.GetProperty("interceptOf3Percent").GetDouble(), scale.Expected!.Intercept, Precision);
        }
    }

    /// <summary>Saves a prediction on the scale in use, as a run would.</summary>
    private static async Task PredictAsync(RunningApp app, JsonElement prediction)
    {
        var facts = Some.Account(prediction[0].GetString()!);
        var key = new AccountKey(RunningApp.Tenant, facts.AccountId);
        if (await app.Index.FindAsync(key, default) is null)
        {
            await app.PutAsync(facts);
        }

        double[] numbers = [.. prediction.EnumerateArray().Skip(2).Select(n => n.GetDouble())];
        var signals = new LearningSignals(numbers[^4], numbers[^3], numbers[^2], numbers[^1]);
        var basis = Rows.Basis(signals, [.. Rules.Zip(numbers)]);
        var model = (await app.Service<TenantSettings>().ReadAsync(RunningApp.Tenant, default)).Scale.Model;
        var now = app.Clock.GetUtcNow();
        var made = Some.PredictChurn(facts) with
        {
            PredictionId = PredictionId.New(now),
            PredictedAt = now,
            ValidUntil = now.AddDays(30),
            Probability = RulesPredictor.Shown((model ?? ChurnModel.RulesAlone).Probability(basis)),
        };
        var version = (await app.Index.FindVersionAsync(key, default))!.Value;
        await app.Service<PredictionWriter>()
            .SaveAsync(
                RunningApp.Tenant,
                new MadePrediction(made, version, null, AccountSummary.Of(facts, null)) { Basis = basis },
                null,
                default
            );
    }

    private static async Task LeaveAsync(RunningApp app, JsonElement departure)
    {
        var key = new AccountKey(RunningApp.Tenant, departure[0].GetString()!);
        var at = departure[1].GetDateTimeOffset().AddYears(YearsLater);
        var told = await app.Service<RecordOutcome>().RunAsync(key, OutcomeKind.Churned, at, null, default);
        Assert.Null(told.Why);
    }

    private static int? WholeOrNull(JsonElement element) =>
        element.ValueKind == JsonValueKind.Null ? null : element.GetInt32();
}
