using CsMl.Core.Accounts;
using CsMl.Core.Accounts.Import;
using CsMl.Core.Json;
using CsMl.Core.Predictions;

namespace CsMl.Local.Commands;

/// <summary>
/// Predicts every labelled account of a file as of its own instant. The label goes from the line directly to the
/// comparison; the predictor's request is built from the facts alone.
/// </summary>
internal static class BacktestLines
{
    public static async Task<Backtest> RunAsync(
        Stream input,
        DateTimeOffset now,
        Action<string> told,
        CancellationToken cancel
    )
    {
        var cases = new List<LabelledPrediction>();
        var (unlabelled, bad) = (0L, 0L);

        await LinePipeline.RunAsync(input, Look, Gather, cancel);
        return Backtest.Of(cases, unlabelled, bad);

        HindsightBlock Look(LineBlock block)
        {
            var seen = new HindsightBlock(now);
            AccountLines.Read(block, seen);
            return seen;
        }

        ValueTask Gather(HindsightBlock seen)
        {
            seen.Complaints.ForEach(told);
            cases.AddRange(seen.Cases);
            unlabelled += seen.Unlabelled;
            bad += seen.Complaints.Count;
            return ValueTask.CompletedTask;
        }
    }

    private sealed class HindsightBlock(DateTimeOffset now) : IAccountVisitor
    {
        private static readonly RiskScale Scale = new();

        public List<LabelledPrediction> Cases { get; } = [];

        public List<string> Complaints { get; } = [];

        public int Unlabelled { get; private set; }

        public void Good(AccountLine account)
        {
            if (account.ChurnedWithin90Days is not { } churned)
            {
                Unlabelled++;
                return;
            }

            var asOf = account.AsOf ?? now;
            var prediction = RulesPredictor.Predict(
                // The window of the label.
                new PredictionRequest(
                    account.Facts,
                    PredictionType.Churn,
                    asOf,
                    WindowDays: 90,
                    Scale,
                    PredictionRequest.DefaultValidityDays
                )
            );
            Cases.Add(
                new LabelledPrediction(
                    prediction.Probability,
                    Scale.CategoryOf(prediction.Probability),
                    Engagement.Of(account.Facts, asOf).DaysSinceLast,
                    churned
                )
            );
        }

        public void Bad(long line, IReadOnlyList<FieldError> errors) => Complaints.Add(InvalidLine.Text(line, errors));
    }
}
