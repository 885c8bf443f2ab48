using CsMl.Core.Accounts;
using CsMl.Core.Accounts.Import;
using CsMl.Core.Json;
using CsMl.Core.Learning;
using CsMl.Core.Predictions;

namespace CsMl.Local.Commands;

/// <summary>
/// Predicts every labelled account of a file as of its own instant. The label goes from the line directly to the
/// comparison; the predictor's request is built from the facts alone.
/// </summary>
internal static class BacktestLines
{
    /// <param name="learns">True to keep what each prediction was made of, and learn from it.</param>
    public static async Task<Backtest> RunAsync(
        Stream input,
        bool learns,
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
            var seen = new HindsightBlock(learns, now);
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

    private sealed class HindsightBlock(bool learns, DateTimeOffset now) : IAccountVisitor
    {
        /// <summary>The window of the label.</summary>
        private const int LabelDays = 90;

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
            var signals = Signals.Of(account.Facts, asOf);
            var (prediction, evaluation, _) = RulesPredictor.PredictWithBasis(
                new PredictionRequest(
                    account.Facts,
                    PredictionType.Churn,
                    asOf,
                    LabelDays,
                    Scale,
                    PredictionRequest.DefaultValidityDays
                ),
                signals
            );
            Cases.Add(
                new LabelledPrediction(
                    prediction.Probability,
                    Scale.CategoryOf(prediction.Probability),
                    signals.Engagement.DaysSinceLast,
                    churned
                )
                {
                    Row = learns
                        ? new LearningRow(
                            account.Facts.AccountId,
                            asOf,
                            PredictionBasis.Of(evaluation, signals, LabelDays),
                            churned
                        )
                        : null,
                }
            );
        }

        public void Bad(long line, IReadOnlyList<FieldError> errors) => Complaints.Add(InvalidLine.Text(line, errors));
    }
}
