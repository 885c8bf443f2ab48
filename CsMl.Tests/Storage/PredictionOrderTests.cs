using CsMl.Core.Accounts;
using CsMl.Core.Predictions;
using CsMl.Core.Storage;
using CsMl.Tests.Learning;

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

    [Theory]
    [InlineData(0, 0, true, "none is valid for ever")]
    [InlineData(0, 31, false, "what has expired holds nothing up")]
    [InlineData(1, 0, false, "the same scale")]
    public async Task Later_facts_on_an_earlier_scale_do_not_replace_what_is_valid_on_a_later_one(
        int scale,
        int days,
        bool isHeldUp,
        string why
    )
    {
        var (rescored, late) = (Make(1, 0, 0.2) with { ScaleVersion = 1 }, Make(2, days * 24 * 60, 0.9));
        await Writer.SaveAsync("t", rescored, null, None);
        late = late with { ScaleVersion = scale };

        var saved = await Writer.SaveAsync("t", late, null, None);

        var latest = isHeldUp ? rescored : late;
        Assert.True(latest.Prediction.PredictionId == saved!.Head.PredictionId, why);
        Assert.Equal(saved.Head, (await FindAsync())!.Head);
    }

    /// <summary>Whoever saves goes by the answer, and not by the prediction that it read before.</summary>
    [Fact]
    public async Task The_answer_of_a_save_is_what_it_wrote_whatever_it_replaced()
    {
        await Writer.SaveAsync("t", Make(1, 0, 0.9), null, None);
        var read = await FindAsync();
        var meanwhile = new MeanwhileTable(_store.Tables.Results);
        var first = Make(1, 1, 0.3) with { ScaleVersion = 1 };
        meanwhile.Before(_ => true, () => Writer.SaveAsync("t", first, null, None));
        var writer = new PredictionWriter(_store.Tables with { Results = meanwhile }, new Outgoing(false, true));

        var second = await writer.SaveAsync("t", Make(1, 2, 0.4) with { ScaleVersion = 1 }, read, None);

        Assert.False(second!.Head.IsRescored);
        Assert.Equal(second.Head, (await FindAsync())!.Head);
        var third = await writer.SaveAsync("t", Make(1, 3, 0.1) with { ScaleVersion = 2 }, second, None);
        Assert.Equal((true, false), (third!.Head.IsRescored, third.Head.IsReported));
        Assert.Equal(third.Head, (await FindAsync())!.Head);
    }

    [Fact]
    public async Task A_rescored_prediction_that_is_taken_for_any_other_is_told_once_and_the_CRM_gets_it()
    {
        var recorded = _store.Tables.Recording(TimeProvider.System);
        var writer = new PredictionWriter(recorded, new Outgoing(false, true));
        var basis = Rows.Basis(default);
        await writer.SaveAsync("t", Make(1, 0, 0.9) with { Basis = basis }, null, None);
        var rescored = Make(1, 1, 0.2) with { Basis = basis, ScaleVersion = 1 };
        await writer.SaveAsync("t", rescored, null, None);
        Assert.Equal((1, 1), (await CountAsync("y~"), await CountAsync("b~")));
        await DeleteAsync("b~");

        await writer.AcceptRescoredAsync("t", rescored.Prediction, None);
        await writer.AcceptRescoredAsync("t", rescored.Prediction, None);

        Assert.Equal(
            (false, true),
            await FindAsync() is { Head: var head } ? (head.IsRescored, head.IsReported) : default
        );
        Assert.Equal((2, 1), (await CountAsync("y~"), await CountAsync("b~")));
        var told = (await KindAsync("y~"))[^1];
        Assert.Contains(rescored.Prediction.PredictionId, Text(told), StringComparison.Ordinal);

        async Task<int> CountAsync(string kind) => (await KindAsync(kind)).Count;

        async Task<List<Entity>> KindAsync(string kind) =>
            [
                .. (await TemporaryStore.RowsAsync(_store.Tables.Results, "t")).Where(row =>
                    row.RowKey.StartsWith(kind, StringComparison.Ordinal)
                ),
            ];

        Task DeleteAsync(string kind) =>
            _store.Tables.Results.WriteAsync(Bucket.Partition(Acme), [EntityChange.Delete(kind + "acme")], None);

        static string Text(Entity row) => System.Text.Encoding.UTF8.GetString(row.Json.Span);
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
