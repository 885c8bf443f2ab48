using CsMl.Core.Accounts;
using CsMl.Core.Predictions;
using CsMl.Core.Predictions.Settlements;
using CsMl.Core.Storage;

namespace CsMl.Tests.Http;

/// <summary>Predictions of churn that came true as often as they said, and CTAs of their accounts.</summary>
internal static class SettledPredictions
{
    /// <summary>Their windows of 90 days have just closed.</summary>
    private static readonly DateTimeOffset PredictedAt = Some.Now.AddDays(-90);

    public static CountedPrediction Settled(int i, Random random, List<CountedPrediction> all)
    {
        var probability = Math.Round(random.NextDouble(), 4);
        var happened = random.NextDouble() < probability;
        var outcomeAt = PredictedAt.AddDays(random.Next(20, 90));
        var settled = new CountedPrediction(
            $"a{i}",
            PredictionType.Churn,
            $"p{i}",
            PredictedAt,
            90,
            PredictedAt.AddDays(30),
            probability,
            i % 4 == 0 ? PredictionSource.Llm : PredictionSource.Rules,
            new RiskScale().CategoryOf(probability),
            null,
            null,
            null,
            null,
            null,
            IsOpen: false,
            new Settlement(
                Some.Now,
                happened ? "CHURNED" : "RETAINED",
                happened,
                (probability >= 0.5) == happened,
                happened ? outcomeAt : null,
                null
            )
        );
        all.Add(settled);
        return settled;
    }

    public static (CountedPrediction Prediction, Cta Cta) Completed(CountedPrediction p, int i)
    {
        var end = p.Settlement!.OutcomeAt ?? p.Due;
        return (
            p,
            new Cta
            {
                Id = $"c{i}",
                AccountId = p.AccountId,
                Title = "Call",
                Status = i % 5 == 0 ? CtaStatus.Open : CtaStatus.Completed,
                CompletedAt = i % 3 == 0 ? end.AddSeconds(1) : end,
            }
        );
    }

    /// <summary>The app rounds to four digits.</summary>
    public static void Close(double expected, double actual) =>
        Assert.InRange(actual, expected - 0.0001, expected + 0.0001);

    public static async Task WriteAsync(RunningApp app, IEnumerable<CountedPrediction> predictions)
    {
        foreach (var bucket in predictions.GroupBy(p => Bucket.Of(p.AccountId)))
        {
            foreach (var some in bucket.Select(p => OutcomeStore.ToChange(p)).Chunk(EntityKey.MaxChanges))
            {
                var partition = Bucket.Partition(RunningApp.Tenant, bucket.Key);
                await app.Service<Tables>().Results.WriteAsync(partition, some, CancellationToken.None);
            }
        }
    }
}
