using CsMl.Core.Accounts;
using CsMl.Core.Ctas;
using CsMl.Core.Portfolio;
using CsMl.Core.Predictions;
using CsMl.Core.Storage;

namespace CsMl.Tests.Storage;

/// <summary>What the stores do exactly at their bounds, and where two writers meet.</summary>
public sealed class StoreEdgesTests : IDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly AccountKey Acme = new("t", "acme");

    private readonly TemporaryStore _store = new();

    private PredictionWriter Writer => new(_store.Tables);

    [Theory]
    [InlineData(0.6, 0.6, true)]
    [InlineData(0.599999, 0.6, false)]
    [InlineData(0.600001, 0.6, true)]
    [InlineData(1, 1, true)]
    [InlineData(0, 0, true)]
    public async Task The_index_from_a_probability_on_holds_the_accounts_that_are_exactly_at_it(
        double probability,
        double minProbability,
        bool isListed
    )
    {
        await Writer.SaveAsync("t", Make(probability), null, None);

        var listed = new List<string>();
        var range = ResultKeys.Risks(PredictionType.Churn, minProbability)[0];
        await foreach (var row in _store.Tables.Results.QueryAsync(Bucket.Partition(Acme), range, None))
        {
            listed.Add(row.RowKey);
        }

        Assert.Equal(isListed, listed.Count == 1);
    }

    [Theory]
    [InlineData(0.5, 0.6, 0.7)]
    [InlineData(0.5, 0.5, 0.5)]
    public async Task Two_saves_over_the_same_prediction_keep_all_three(double one, double two, double three)
    {
        var (first, second, third) = (Make(one), Make(two), Make(three));
        var predictions = new PredictionReader(_store.Tables);
        await Writer.SaveAsync("t", first, null, None);
        var read = await predictions.FindLatestAsync(Acme, PredictionType.Churn, None);

        await Writer.SaveAsync("t", second, read, None);
        await Writer.SaveAsync("t", third, read, None);

        var (kept, _) = await predictions.ListAsync(Acme, null, true, null, 10, Some.Now, None);
        Assert.Equal(
            new[] { first, second, third }.Select(made => made.Prediction.PredictionId).Order(),
            kept.Select(prediction => prediction.PredictionId).Order()
        );
        Assert.Equal(
            third.Prediction.PredictionId,
            Assert.Single(kept, prediction => prediction.Status == PredictionStatus.Active).PredictionId
        );
    }

    [Fact]
    public async Task Of_two_types_that_call_for_a_RISK_at_once_one_gets_it()
    {
        var meanwhile = new MeanwhileTable(_store.Tables.Results);
        var churn = await SavedAsync(PredictionType.Churn);
        var decline = await SavedAsync(PredictionType.EngagementDecline);
        meanwhile.Before(_ => true, () => CreateAsync(new CtaWriter(_store.Tables), decline));

        var second = await CreateAsync(new CtaWriter(_store.Tables with { Results = meanwhile }), churn);

        Assert.Null(second.Created);
        Assert.Contains("still open", second.Reason, StringComparison.Ordinal);
        var rows = await TemporaryStore.RowsAsync(_store.Tables.Results, "t");
        Assert.Single(rows, row => row.RowKey.StartsWith("c~", StringComparison.Ordinal));
        Assert.Single(rows, row => row.RowKey.StartsWith("s~", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_page_of_long_predictions_is_saved_in_as_many_transactions_as_its_bytes_take()
    {
        var bucket = Bucket.Of("acme");
        var page = Enumerable
            .Range(0, 10_000)
            .Select(i => $"id-{i}")
            .Where(id => Bucket.Of(id) == bucket)
            .Take(40)
            .Select(id => (Made: Make(0.5, id, new string('x', 250_000)), Before: (LatestPrediction?)null))
            .ToList();

        await Writer.SavePageAsync("t", bucket, page, None);

        var latest = await new PredictionReader(_store.Tables).FindLatestBetweenAsync(
            "t",
            bucket,
            "0",
            "zzz",
            PredictionType.Churn,
            None
        );
        Assert.Equal(page.Select(p => p.Made.Prediction.AccountId).Order(), latest.Keys.Order());
    }

    [Fact]
    public async Task Who_loses_the_race_for_a_page_still_asks_for_the_run_to_be_closed()
    {
        var runs = new RunStore(_store.Tables);
        var page = new RunPage(3, 0, "a", "b", null, 2, null);
        await runs.AddPagesAsync("t", "run", "plan", [page], None);
        var message = new RunMessage("t", "run", "plan", 3, 0);
        var outcome = new PageOutcome(2, 0, [], RunCost.None);
        var stored = (await runs.FindPageAsync(message, None))!;

        Assert.True(await runs.FinishPageAsync(message, stored, outcome, None));
        // The winner may be cut off before it asks.
        Assert.True(await runs.FinishPageAsync(message, stored, outcome, None));

        var sum = await runs.SumAsync("t", "run", "plan", None);
        Assert.Equal((1, 1, 2), (sum.Pages, sum.Done, sum.Counts.Scored));
    }

    [Theory]
    [InlineData(3, 3)]
    [InlineData(9, 5)]
    public void A_raise_never_puts_a_due_date_off(int dueInDays, int expected)
    {
        var cta = new Cta
        {
            Id = "c",
            AccountId = "acme",
            Title = "Call them",
            Priority = CtaPriority.Medium,
            DueDate = Some.Now.AddDays(dueInDays),
            TriggerData = new CtaTrigger("p", "CHURN", 0.7, 0.6),
            CreatedAt = Some.Now,
        };
        var slot = CtaSlot.Of(cta, PredictionType.Churn, Some.Now, null);
        var raise = new CtaStep.Raise(slot, CtaPriority.High, Some.Now.AddDays(5), "worse");

        var raised = ApplyPlannedChange.Apply(raise, new CtaRecord(cta, [], 1), slot, Some.Now);

        Assert.Equal(Some.Now.AddDays(expected), raised.Record!.Cta.DueDate);
    }

    public void Dispose() => _store.Dispose();

    private static MadePrediction Make(
        double probability,
        string id = "acme",
        string? explanation = null,
        PredictionType type = PredictionType.Churn
    )
    {
        var facts = Some.KnownAccount() with { AccountId = id };
        var prediction = Some.Predict(facts, type);
        return new MadePrediction(
            prediction with
            {
                Probability = probability,
                Explanation = explanation ?? prediction.Explanation,
            },
            new FactsVersion("f", 1),
            null,
            AccountSummary.Of(facts, 70)
        );
    }

    private async Task<LatestPrediction> SavedAsync(PredictionType type)
    {
        await Writer.SaveAsync("t", Make(0.7, type: type), null, None);
        return (await new PredictionReader(_store.Tables).FindLatestAsync(Acme, type, None))!;
    }

    private static Task<CtaCreation> CreateAsync(CtaWriter ctas, LatestPrediction latest) =>
        ctas.CreateAsync(
            "t",
            new CtaStep.Create(
                new Cta
                {
                    Id = Guid.NewGuid().ToString(),
                    AccountId = "acme",
                    Title = "Call them",
                    IsAutomated = true,
                    TriggerData = new CtaTrigger(latest.Prediction.PredictionId, "CHURN", 0.7, 0.6),
                    CreatedAt = Some.Now,
                },
                [],
                "The risk is high"
            ),
            latest,
            slot: null,
            TimeSpan.FromDays(7),
            Some.Now,
            null,
            None
        );
}
