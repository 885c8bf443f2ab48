using CsMl.Core.Ctas;
using CsMl.Core.Portfolio;
using CsMl.Core.Predictions;
using CsMl.Core.Storage;
using CsMl.Tests.Storage;

namespace CsMl.Tests.Portfolio;

/// <summary>What a night has left in the store so far, read past the app's own requests.</summary>
internal sealed class NightInStore(Tables tables, RunStore runs, string tenant)
{
    /// <summary>So many accounts are about what one transaction takes.</summary>
    private const int AccountsAtOnce = 25;

    /// <summary>The runs of the tenant: one a night.</summary>
    public Task<IReadOnlyList<RunRecord>> RunsAsync() => runs.ListAsync(tenant, CancellationToken.None);

    /// <summary>
    /// Grows with every step of a night, by about one each transaction: the run, its plan, accounts scored, pages
    /// done, CTAs.
    /// </summary>
    public async Task<int> ProgressAsync(CancellationToken cancellation)
    {
        if (await runs.ListAsync(tenant, cancellation) is not [var run, ..])
        {
            return 0;
        }

        if (run.PlanId is not { } planId)
        {
            return 1;
        }

        var done = (await runs.SumAsync(tenant, run.RunId, planId, cancellation)).Done;
        var found = await Task.WhenAll(Enumerable.Range(0, Bucket.Count).Select(CountAsync));
        return 2
            + done
            + found.Sum(bucket => bucket.Ctas)
            + found.Sum(bucket => bucket.Scored) / AccountsAtOnce
            + (run.IsOver ? 1 : 0);

        async Task<(int Ctas, int Scored)> CountAsync(int bucket)
        {
            // From the CTAs' kind, c, to the latest predictions', p, in one query.
            var rows = new RowRange("c~", "p~~") { KeysOnly = true };
            var (ctas, scored) = (0, 0);
            await foreach (var row in tables.Results.QueryAsync(Bucket.Partition(tenant, bucket), rows, cancellation))
            {
                ctas += row.RowKey[0] == 'c' ? 1 : 0;
                scored += row.RowKey[0] == 'p' ? 1 : 0;
            }

            return (ctas, scored);
        }
    }

    /// <summary>The night is whole: each account is scored once and listed once, and every CTA stands for itself.</summary>
    public async Task IsCompleteAsync(int accounts, int ctas)
    {
        var run = Assert.Single(await RunsAsync());
        Assert.Equal(RunState.Completed, run.State);
        Assert.Equal(new RunCounts(accounts, accounts, 0, 0, ctas), run.Counts with { CtasOverCap = 0 });
        Assert.Empty(run.Failures);

        var pages = new List<RunPage>();
        await foreach (var page in runs.ListPagesAsync(tenant, run.RunId, run.PlanId!, CancellationToken.None))
        {
            pages.Add(page);
        }

        Assert.Equal(accounts, pages.Sum(page => page.Accounts));
        Assert.Equal(accounts, pages.Sum(page => page.Outcome!.Scored));

        var rows = await TemporaryStore.RowsAsync(tables.Results, tenant);
        var latest = rows.Where(IsOf("p"))
            .Select(row => LatestPrediction.Read(row)!)
            .ToDictionary(prediction => prediction.Prediction.AccountId);
        Assert.Equal(accounts, latest.Count);
        Assert.All(latest.Values, prediction => Assert.Equal(run.RunId, prediction.RunId));
        // What each account's one prediction was made of, and its one row in the index, are that prediction's.
        Assert.Equal(
            Sorted(
                latest.Values.Select(p =>
                    ResultKeys.Why(
                        p.Prediction.AccountId,
                        PredictionType.Churn,
                        p.Prediction.PredictedAt,
                        p.Prediction.PredictionId
                    )
                )
            ),
            Sorted(rows.Where(IsOf("w")).Select(row => row.RowKey))
        );
        Assert.Equal(
            Sorted(
                latest.Values.Select(p =>
                    ResultKeys.Risk(PredictionType.Churn, p.Prediction.Probability, p.Prediction.AccountId)
                )
            ),
            Sorted(rows.Where(IsOf("r")).Select(row => row.RowKey))
        );

        // Each CTA is linked with its account's prediction and holds the account's slot.
        var made = Sorted(
            latest
                .Values.Where(p => p.Prediction.GeneratedCtaId is not null)
                .Select(p => ResultKeys.Cta(p.Prediction.AccountId, p.Prediction.GeneratedCtaId!))
        );
        Assert.Equal(ctas, made.Count);
        Assert.Equal(made, Sorted(rows.Where(IsOf("c")).Select(row => row.RowKey)));
        Assert.Equal(ctas, rows.Count(IsOf("s")));
        IsCountedOverCap(run, [.. latest.Values]);
    }

    /// <summary>
    /// The urgent accounts that stand in the list behind the last one with a CTA, and at most those before it that were
    /// passed over: a night that was cut off after its last CTA no longer knows why.
    /// </summary>
    private static void IsCountedOverCap(RunRecord run, List<LatestPrediction> latest)
    {
        var urgent = latest.FindAll(p =>
            p.Prediction is ChurnPrediction { RiskCategory: >= RiskCategory.High, GeneratedCtaId: null }
            && p.Prediction.Confidence >= new CtaOptions().MinConfidence
        );
        var last = latest
            .Where(p => p.Prediction.GeneratedCtaId is not null)
            .Select(Place)
            .Order(StringComparer.Ordinal)
            .Last();
        var behind = urgent.Count(p => string.CompareOrdinal(Place(p), last) > 0);

        Assert.InRange(behind, 1, urgent.Count);
        Assert.InRange(run.Counts.CtasOverCap, behind, urgent.Count);

        static string Place(LatestPrediction p) =>
            ResultKeys.Risk(PredictionType.Churn, p.Prediction.Probability, p.Prediction.AccountId);
    }

    private static Func<Entity, bool> IsOf(string kind) =>
        row => row.RowKey.StartsWith(kind + EntityKey.Separator, StringComparison.Ordinal);

    private static List<string> Sorted(IEnumerable<string> keys) => [.. keys.Order(StringComparer.Ordinal)];
}
