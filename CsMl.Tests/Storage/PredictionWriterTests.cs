using CsMl.Core.Accounts;
using CsMl.Core.Predictions;
using CsMl.Core.Storage;

namespace CsMl.Tests.Storage;

public sealed class PredictionWriterTests : IDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;

    private readonly TemporaryStore _store = new();

    private PredictionReader Predictions => new(_store.Tables);

    private PredictionWriter Writer => new(_store.Tables);

    /// <summary>Ids of one bucket.</summary>
    private static List<string> Ids(int count, int bucket = 3) =>
        [.. Enumerable.Range(0, 10_000).Select(i => $"id-{i}").Where(id => Bucket.Of(id) == bucket).Take(count)];

    [Fact]
    public async Task A_page_whose_accounts_others_wrote_meanwhile_is_saved_one_by_one()
    {
        var ids = Ids(40);
        var page = ids.Select(id => (Make(id, "run-1"), (LatestPrediction?)null)).ToList();
        // Three of them were predicted after the page was read.
        foreach (var id in (string[])[ids[0], ids[25], ids[39]])
        {
            await Writer.SaveAsync("t", Make(id), null, None);
        }

        await Writer.SavePageAsync("t", 3, page, None);

        await AssertConsistentAsync(ids, histories: 43);
        foreach (var (made, _) in page)
        {
            var latest = await FindAsync(made.Prediction.AccountId);
            Assert.Equal(made.Prediction.PredictionId, latest.Prediction.PredictionId);
            Assert.Equal("run-1", latest.RunId);
        }
    }

    [Fact]
    public async Task A_page_saved_twice_is_saved_once()
    {
        var ids = Ids(40);
        await Writer.SavePageAsync("t", 3, [.. ids.Select(id => (Make(id, "run-1"), (LatestPrediction?)null))], None);
        await Writer.SavePageAsync("t", 3, [.. ids.Select(id => (Make(id, "run-1"), (LatestPrediction?)null))], None);

        await AssertConsistentAsync(ids, histories: 40);

        await Writer.SavePageAsync("t", 3, [.. ids.Select(id => (Make(id, "run-2"), (LatestPrediction?)null))], None);
        await AssertConsistentAsync(ids, histories: 80);
    }

    [Fact]
    public async Task Pages_of_every_size_fit_in_their_transactions()
    {
        foreach (var count in (int[])[0, 1, 24, 25, 26, 33, 34, 100])
        {
            var ids = Ids(count, bucket: 5);
            var before = await Predictions.FindLatestBetweenAsync("t", 5, "0", "zzz", PredictionType.Churn, None);

            await Writer.SavePageAsync("t", 5, [.. ids.Select(id => (Make(id), before.GetValueOrDefault(id)))], None);
        }

        var rows = await TemporaryStore.RowsAsync(_store.Tables.Results, "t");
        Assert.Equal(100, rows.Count(r => r.RowKey.StartsWith("p~", StringComparison.Ordinal)));
        Assert.Equal(100, rows.Count(r => r.RowKey.StartsWith("r~", StringComparison.Ordinal)));
        Assert.Equal(0 + 1 + 24 + 25 + 26 + 33 + 34 + 100, Kept(rows));
    }

    [Fact]
    public async Task The_latest_of_a_stretch_of_accounts_are_found_and_no_others()
    {
        string[] ids = ["a", "a-1", "a.1", "aa", "ab", "b"];
        foreach (var id in ids)
        {
            foreach (var type in Enum.GetValues<PredictionType>())
            {
                await Writer.SaveAsync("t", Make(id, type: type), null, None);
            }
        }

        foreach (var first in ids)
        {
            foreach (var last in ids)
            {
                var bucket = Bucket.Of(first);
                var found = await Predictions.FindLatestBetweenAsync(
                    "t",
                    bucket,
                    first,
                    last,
                    PredictionType.Expansion,
                    None
                );

                // In key order, in which an id's separator stands above every other character.
                var wanted = ids.Where(id =>
                    Bucket.Of(id) == bucket
                    && string.CompareOrdinal(id + "~", first + "~") >= 0
                    && string.CompareOrdinal(id + "~", last + "~") <= 0
                );
                Assert.Equal(wanted.Order(), found.Keys.Order());
                Assert.All(found.Values, f => Assert.Equal(PredictionType.Expansion, f.Prediction.Type));
            }
        }
    }

    [Fact]
    public async Task An_account_is_in_the_index_once_wherever_its_risk_moves()
    {
        var random = new Random(1);
        for (var i = 0; i < 60; i++)
        {
            var made = Make("acme");
            var probability = i % 3 == 0 ? 0.5 : Math.Round(random.NextDouble(), 4);
            await Writer.SaveAsync(
                "t",
                made with
                {
                    Prediction = made.Prediction with { Probability = probability },
                },
                null,
                None
            );
        }

        await AssertConsistentAsync(["acme"], histories: 60);
    }

    /// <summary>What follows from a prediction and is lost does not stop the next one.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_index_row_that_is_lost_is_passed_over(bool isPage)
    {
        var ids = Ids(30);
        await Writer.SavePageAsync("t", 3, [.. ids.Select(id => (Make(id), (LatestPrediction?)null))], None);
        var before = await Predictions.FindLatestBetweenAsync("t", 3, "0", "zzz", PredictionType.Churn, None);
        foreach (var id in (string[])[ids[0], ids[7], ids[29]])
        {
            var lost = before[id].Head.RiskKeys(id, PredictionType.Churn).Select(key => EntityChange.Delete(key));
            Assert.True((await _store.Tables.Results.WriteAsync(Bucket.Partition("t", 3), [.. lost], None)).Succeeded);
        }

        var next = ids.Select(id => (Moved(Make(id)), (LatestPrediction?)before[id])).ToList();
        if (isPage)
        {
            await Writer.SavePageAsync("t", 3, next, None);
        }
        else
        {
            foreach (var (made, latest) in next)
            {
                await Writer.SaveAsync("t", made, latest, None);
            }
        }

        await AssertConsistentAsync(ids, histories: 60);

        static MadePrediction Moved(MadePrediction made) =>
            made with
            {
                Prediction = made.Prediction with { Probability = 0.1234 },
            };
    }

    [Fact]
    public async Task An_account_whose_index_row_is_lost_can_be_withdrawn()
    {
        await Writer.SaveAsync("t", Make("acme"), null, None);
        var account = new AccountKey("t", "acme");
        var latest = await FindAsync("acme");
        var lost = latest.Head.RiskKeys("acme", PredictionType.Churn).Select(key => EntityChange.Delete(key));
        await _store.Tables.Results.WriteAsync(Bucket.Partition(account), [.. lost], None);

        await Writer.WithdrawAsync(account, 99, None);

        Assert.Null(await Predictions.FindLatestAsync(account, PredictionType.Churn, None));
    }

    public void Dispose() => _store.Dispose();

    private static MadePrediction Make(string id, string? runId = null, PredictionType type = PredictionType.Churn)
    {
        var facts = Some.KnownAccount() with { AccountId = id };
        return new MadePrediction(
            Some.Predict(facts, type),
            new FactsVersion("fingerprint", 1),
            runId,
            AccountSummary.Of(facts, 70)
        );
    }

    private async Task<LatestPrediction> FindAsync(string id) =>
        (await Predictions.FindLatestAsync(new AccountKey("t", id), PredictionType.Churn, None))!;

    /// <summary>Predictions that are kept: the latest, and in the history those that they superseded.</summary>
    private static int Kept(List<Entity> rows) =>
        rows.Count(r =>
            r.RowKey.StartsWith("p~", StringComparison.Ordinal) || r.RowKey.StartsWith("h~", StringComparison.Ordinal)
        );

    private async Task AssertConsistentAsync(IReadOnlyCollection<string> ids, int histories)
    {
        var rows = await TemporaryStore.RowsAsync(_store.Tables.Results, "t");
        Assert.Equal(histories, Kept(rows));
        Assert.Equal(
            ids.Order(),
            rows.Where(r => r.RowKey.StartsWith("p~", StringComparison.Ordinal))
                .Select(r => r.RowKey.Split('~')[1])
                .Order()
        );
        var index = rows.Where(r => r.RowKey.StartsWith("r~", StringComparison.Ordinal)).Select(r => r.RowKey).ToList();
        Assert.Equal(ids.Order(), index.Select(k => k.Split('~')[3]).Order());
        foreach (var id in ids)
        {
            var latest = await FindAsync(id);
            Assert.Contains(ResultKeys.Risk(PredictionType.Churn, latest.Prediction.Probability, id), index);
        }
    }
}
