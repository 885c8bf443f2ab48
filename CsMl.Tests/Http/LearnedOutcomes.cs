using CsMl.Core.Learning;
using CsMl.Core.Predictions;
using CsMl.Core.Predictions.Settlements;
using CsMl.Core.Storage;
using CsMl.Tests.Learning;

namespace CsMl.Tests.Http;

/// <summary>Closed outcomes of a tenant as nights before would have left them, with the mark of what is due.</summary>
internal static class LearnedOutcomes
{
    /// <summary>One that stays and goes as the rules see it, but far more rarely.</summary>
    public static readonly Rows.Truth Rare = new(-3, 1, 0.8);

    public static Task AddAsync(RunningApp app, int count, int seed = 1) =>
        AddAsync(
            app,
            Rows.Generate(count, seed, Rare).Select(row => row with { AccountId = $"{seed}{row.AccountId}" })
        );

    public static async Task AddAsync(RunningApp app, IEnumerable<LearningRow> rows)
    {
        var now = app.Clock.GetUtcNow();
        foreach (var bucket in rows.GroupBy(row => Bucket.Of(row.AccountId)))
        {
            var partition = Bucket.Partition(RunningApp.Tenant, bucket.Key);
            foreach (var some in bucket.Select(row => Settled(row, now)).Chunk(EntityKey.MaxChanges - 1))
            {
                EntityChange[] changes =
                [
                    .. some.Select(p => OutcomeStore.ToChange(p)),
                    ValidationDue.Of(now, "nobody").ToChange(),
                ];
                await app.Service<Tables>().Results.WriteAsync(partition, changes, CancellationToken.None);
            }
        }
    }

    private static CountedPrediction Settled(LearningRow row, DateTimeOffset now)
    {
        var at = now.AddDays(-100);
        return new CountedPrediction(
            row.AccountId,
            PredictionType.Churn,
            $"p{row.AccountId}",
            at,
            90,
            at.AddDays(30),
            Math.Round(Logit.Probability(row.Basis.Sum), 4),
            PredictionSource.Rules,
            RiskCategory.Low,
            null,
            null,
            null,
            null,
            null,
            IsOpen: false,
            new Settlement(
                at.AddDays(90),
                row.Churned ? "CHURNED" : "RETAINED",
                row.Churned,
                !row.Churned,
                row.Churned ? at.AddDays(50) : null,
                null
            )
        )
        {
            Evidence = row.Basis.Evidence,
        };
    }
}
