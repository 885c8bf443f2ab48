using CsMl.Core.Accounts;
using CsMl.Core.Predictions;
using CsMl.Core.Storage;

namespace CsMl.Tests.Storage;

/// <summary>Of the predictions of an account the latest is the one of the latest facts, whenever it is saved.</summary>
public sealed class PredictionOrderTests : IDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly AccountKey Acme = new("t", "acme");

    private readonly TemporaryStore _store = new();

    private PredictionReader Predictions => new(_store.Tables);

    private PredictionWriter Writer => new(_store.Tables);

    [Theory]
    [InlineData(1, 5, 2, 0, true)]
    [InlineData(2, 0, 1, 5, false)]
    [InlineData(1, 0, 1, 5, true)]
    [InlineData(1, 5, 1, 0, false)]
    [InlineData(1, 0, 1, 0, true)]
    public async Task Later_facts_come_before_a_later_hour(
        int facts1,
        int minute1,
        int facts2,
        int minute2,
        bool isSecondLatest
    )
    {
        foreach (var hasRead in (bool[])[false, true])
        {
            var id = "acme-" + hasRead;
            var (first, second) = (Make(facts1, minute1, 0.2, id), Make(facts2, minute2, 0.9, id));
            var (latest, superseded) = isSecondLatest ? (second, first) : (first, second);
            await Writer.SaveAsync("t", first, null, None);

            var saved = await Writer.SaveAsync("t", second, hasRead ? await FindAsync(id) : null, None);

            Assert.Equal(latest.Prediction.PredictionId, saved!.Head.PredictionId);
            await AssertLatestAsync(latest, superseded, id);
        }
    }

    [Fact]
    public async Task A_page_saves_each_in_its_order_whoever_saved_first()
    {
        var older = Make(1, 5, 0.9);
        var newer = Make(2, 0, 0.2);
        var before = (LatestPrediction?)null;
        await Writer.SaveAsync("t", newer, null, None);

        foreach (var read in (LatestPrediction?[])[before, await FindAsync()])
        {
            await Writer.SavePageAsync("t", Bucket.Of("acme"), [(older, read)], None);
            await AssertLatestAsync(newer, older);
        }
    }

    [Fact]
    public async Task One_that_loses_while_it_is_written_joins_the_history()
    {
        var meanwhile = new MeanwhileTable(_store.Tables.Results);
        var (older, newer) = (Make(1, 5, 0.9), Make(2, 0, 0.2));
        meanwhile.Before(_ => true, () => Writer.SaveAsync("t", newer, null, None));

        var latest = await new PredictionWriter(_store.Tables with { Results = meanwhile }).SaveAsync(
            "t",
            older,
            null,
            None
        );

        Assert.Equal(newer.Prediction.PredictionId, latest!.Head.PredictionId);
        await AssertLatestAsync(newer, older);
    }

    [Fact]
    public async Task Of_an_account_that_was_removed_nothing_older_is_saved()
    {
        await Writer.SaveAsync("t", Make(1, 0, 0.9), null, None);
        var read = await FindAsync();
        await Writer.WithdrawAsync(Acme, removedAt: 3, None);
        await Writer.WithdrawAsync(Acme, removedAt: 3, None);
        var rows = await RowsAsync();

        foreach (var before in (LatestPrediction?[])[null, read])
        {
            Assert.Null(await Writer.SaveAsync("t", Make(2, 5, 0.9), before, None));
            await Writer.SavePageAsync("t", Bucket.Of("acme"), [(Make(2, 5, 0.9), before)], None);
        }

        Assert.Equal(rows, await RowsAsync());
        Assert.Null(await FindAsync());
        Assert.DoesNotContain(rows, key => key.StartsWith("r~", StringComparison.Ordinal));

        // It came back.
        var back = Make(4, 0, 0.4);
        Assert.NotNull(await Writer.SaveAsync("t", back, null, None));
        Assert.Equal(back.Prediction.PredictionId, (await FindAsync())!.Head.PredictionId);
        await Writer.WithdrawAsync(Acme, removedAt: 3, None);
        Assert.NotNull(await FindAsync());
    }

    [Fact]
    public async Task One_that_is_saved_while_its_account_is_removed_leaves_with_it()
    {
        var meanwhile = new MeanwhileTable(_store.Tables.Results);
        meanwhile.Before(_ => true, () => Writer.WithdrawAsync(Acme, removedAt: 3, None));

        var saved = await new PredictionWriter(_store.Tables with { Results = meanwhile }).SaveAsync(
            "t",
            Make(2, 0, 0.9),
            null,
            None
        );

        Assert.Null(saved);
        Assert.Null(await FindAsync());
    }

    public void Dispose() => _store.Dispose();

    private static MadePrediction Make(int revision, int minute, double probability, string id = "acme")
    {
        var facts = Some.KnownAccount() with { AccountId = id };
        var prediction = Some.Predict(facts, PredictionType.Churn) with
        {
            PredictedAt = Some.Now.AddMinutes(minute),
            Probability = probability,
        };
        return new MadePrediction(
            prediction,
            new FactsVersion("f" + revision, revision),
            null,
            AccountSummary.Of(facts, 70)
        );
    }

    private Task<LatestPrediction?> FindAsync(string id = "acme") =>
        Predictions.FindLatestAsync(new AccountKey("t", id), PredictionType.Churn, None);

    private async Task<List<string>> RowsAsync() =>
        [.. (await TemporaryStore.RowsAsync(_store.Tables.Results, "t")).Select(row => row.RowKey + " " + row.ETag)];

    private async Task AssertLatestAsync(MadePrediction latest, MadePrediction superseded, string id = "acme")
    {
        Assert.Equal(latest.Prediction.PredictionId, (await FindAsync(id))!.Head.PredictionId);
        var (all, _) = await Predictions.ListAsync(new AccountKey("t", id), null, true, null, 10, Some.Now, None);
        Assert.Equal(
            [
                (latest.Prediction.PredictionId, PredictionStatus.Active),
                (superseded.Prediction.PredictionId, PredictionStatus.Superseded),
            ],
            all.OrderBy(p => p.Status).Select(p => (p.PredictionId, p.Status))
        );
        var rows = await TemporaryStore.RowsAsync(_store.Tables.Results, "t");
        Assert.Equal(
            [ResultKeys.Risk(PredictionType.Churn, latest.Prediction.Probability, id)],
            rows.Select(row => row.RowKey)
                .Where(key =>
                    key.StartsWith("r~", StringComparison.Ordinal) && key.EndsWith("~" + id, StringComparison.Ordinal)
                )
        );
    }
}
