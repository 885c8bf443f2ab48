using System.Text.Json;
using CsMl.Core.Learning;
using CsMl.Core.Outcomes;
using CsMl.Core.Predictions;
using CsMl.Core.Predictions.Settlements;

namespace CsMl.Tests.Learning;

/// <summary>
/// Ten years of a tenant with 30 accounts. Departures are recorded up to five months late, and after five years the
/// churn rate falls to a fourth and silence means less than it did. Every month is compared with figures that were computed by other means.
/// </summary>
[Trait("Speed", "Slow")]
public sealed class TenYearsTests
{
    private const double Precision = 2e-5;

    private static readonly JsonElement Expected = IndependentFigures.Read("ten-years.json");
    private static readonly ChurnModel AsTheyAre = ChurnModel.OfRules(Rows.Prior);
    private static readonly ILookup<string, DateTimeOffset> NoCtas = Array
        .Empty<DateTimeOffset>()
        .ToLookup(_ => "", at => at);

    [Fact]
    public void Every_month_is_as_computed_by_other_means_and_only_a_worse_version_goes_back()
    {
        var tenant = new Tenant(Expected);
        var shift = Expected.GetProperty("shift").GetInt32();
        var told = ChurnModel.OfRules(Expected.GetProperty("interceptOf3Percent").GetDouble());
        var inForce = new List<ChurnModel?>();
        var wentBack = new List<int>();
        foreach (var (month, figures) in Expected.GetProperty("months").EnumerateArray().Index())
        {
            var rows = tenant.RowsAt(month);
            var version = LearnFromOutcomes.Of([.. rows.Select(r => r.Row)], AsTheyAre, tenant.FirstOf(month));
            inForce.Add(version.Model);

            AssertSame(figures.GetProperty("learned"), version);
            var each = Check(rows.Where(r => inForce[r.Month] is not null), r => inForce[r.Month]!, AsTheyAre);
            AssertSame(figures.GetProperty("afterEach"), each);
            Assert.False(each.IsWorse, $"what was learned by month {month} was taken for worse than the rules");
            var frozen = Check(rows.Where(r => r.Month >= shift), _ => inForce[shift]!, told);
            AssertSame(figures.GetProperty("afterShift"), frozen);
            if (frozen.IsWorse)
            {
                wentBack.Add(month);
            }
        }

        // What was learned before is kept on, while the rules are told the new rate.
        Assert.InRange(wentBack[0], shift + 12, shift + 36);
    }

    private static RollbackCheck Check(
        IEnumerable<(int Month, LearningRow Row)> rows,
        Func<(int Month, LearningRow Row), ChurnModel> learned,
        ChurnModel rules
    ) => RollbackCheck.Of([.. rows.Select(r => PairedForecast.Of(r.Row, learned(r), rules))]);

    private static void AssertSame(JsonElement expected, LearnedVersion version)
    {
        Assert.Equal(expected.GetProperty("outcomes").GetInt32(), version.Outcomes);
        Assert.Equal(expected.GetProperty("churned").GetInt32(), version.Churned);
        Assert.Equal(expected.GetProperty("scope").GetString(), version.Scope.ToString().ToLowerInvariant());
        Assert.Equal(expected.GetProperty("heldOut").ValueKind == JsonValueKind.Null, version.HeldOut is null);
        if (version.HeldOut is { } heldOut)
        {
            var losses = expected.GetProperty("heldOut").Numbers();
            Assert.Equal(losses[0], heldOut.RulesLogLoss, Precision);
            Assert.Equal(losses[1], heldOut.InterceptLogLoss, Precision);
            Assert.Equal(losses[2], heldOut.WeightsLogLoss, Precision);
        }

        if (version.Model is { } model)
        {
            AssertSame(expected, model);
        }
    }

    private static void AssertSame(JsonElement expected, ChurnModel model)
    {
        var weights = expected.GetProperty("weights").Numbers();
        var s = model.SignalWeights;
        Assert.Equal(weights[0], model.Intercept, Precision);
        foreach (
            var (rule, i) in Expected.GetProperty("rules").EnumerateArray().Select((rule, i) => (rule.GetString()!, i))
        )
        {
            Assert.Equal(weights[i + 1], model.RuleWeights.GetValueOrDefault(rule, 1), Precision);
        }

        Assert.Equal(weights[^4], s.Since, Precision);
        Assert.Equal(weights[^3], s.Recent, Precision);
        Assert.Equal(weights[^2], s.Active, Precision);
        Assert.Equal(weights[^1], s.Tenure, Precision);
    }

    private static void AssertSame(JsonElement expected, RollbackCheck check)
    {
        Assert.Equal(expected.GetProperty("outcomes").GetInt32(), check.Outcomes);
        Assert.Equal(expected.GetProperty("churned").GetInt32(), check.Churned);
        Assert.Equal(expected.GetProperty("mean").GetDouble(), check.MeanExtraLoss, Precision);
        var bound = expected.GetProperty("bound");
        Assert.Equal(bound.ValueKind == JsonValueKind.Null, check.LowerBound is null);
        Assert.Equal(check.LowerBound is null ? 0 : bound.GetDouble(), check.LowerBound ?? 0, Precision);
    }

    /// <summary>The app's own settling of predictions, with what is recorded by each month.</summary>
    private sealed class Tenant(JsonElement years)
    {
        private readonly Dictionary<string, List<(CountedPrediction Prediction, PredictionBasis Basis)>> _accounts = [];
        private readonly DateTimeOffset _start = years.GetProperty("start").GetDateTimeOffset();
        private readonly ILookup<string, (Outcome Outcome, int Recorded)> _departures = years
            .GetProperty("departures")
            .EnumerateArray()
            .ToLookup(
                d => d[0].GetString()!,
                d => (new Outcome(OutcomeKind.Churned, d[1].GetDateTimeOffset()), d[2].GetInt32())
            );
        private readonly ILookup<int, JsonElement> _predictions = years
            .GetProperty("predictions")
            .EnumerateArray()
            .ToLookup(p => p[1].GetInt32());
        private readonly string[] _rules =
        [
            .. years.GetProperty("rules").EnumerateArray().Select(rule => rule.GetString()!),
        ];

        public DateTimeOffset FirstOf(int month) => _start.AddMonths(month);

        /// <summary>Predicts and settles a month; to be called for each month in turn.</summary>
        public List<(int Month, LearningRow Row)> RowsAt(int month)
        {
            var now = FirstOf(month);
            foreach (var p in _predictions[month])
            {
                Add(p[0].GetString()!, [.. p.EnumerateArray().Skip(2).Select(n => n.GetDouble())], now);
            }

            foreach (var (account, predictions) in _accounts)
            {
                Settle(account, predictions, month, now);
            }

            return
            [
                .. _accounts
                    .Values.SelectMany(predictions => predictions)
                    .Select(p => LearningRow.Of(p.Prediction, NoCtas, now))
                    .OfType<LearningRow>()
                    .Select(row => (12 * (row.PredictedAt.Year - _start.Year) + row.PredictedAt.Month - 1, row)),
            ];
        }

        private void Add(string account, double[] numbers, DateTimeOffset now)
        {
            var signals = new LearningSignals(numbers[^4], numbers[^3], numbers[^2], numbers[^1]);
            var basis = Rows.Basis(signals, [.. _rules.Zip(numbers)]);
            var prediction = Some.PredictChurn(Some.Account(account)) with { PredictedAt = now };
            _accounts.TryAdd(account, []);
            _accounts[account].Add((CountedPrediction.Of(prediction, basis), basis));
        }

        private void Settle(
            string account,
            List<(CountedPrediction Prediction, PredictionBasis Basis)> predictions,
            int month,
            DateTimeOffset now
        )
        {
            Outcome[] known = [.. _departures[account].Where(d => d.Recorded <= month).Select(d => d.Outcome)];
            var (changed, _) = SettleAccount.Judge(
                [.. predictions.Select(p => p.Prediction)],
                known,
                Some.Account(account),
                now
            );
            foreach (var (before, after) in changed)
            {
                var i = predictions.FindIndex(p => p.Prediction == before);
                predictions[i] = (after, predictions[i].Basis);
            }
        }
    }
}
