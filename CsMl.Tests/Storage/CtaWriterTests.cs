using CsMl.Core.Accounts;
using CsMl.Core.Ctas;
using CsMl.Core.Predictions;
using CsMl.Core.Storage;

namespace CsMl.Tests.Storage;

public sealed class CtaWriterTests : IDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly TimeSpan Week = TimeSpan.FromDays(7);

    private readonly TemporaryStore _store = new();

    private CtaWriter Ctas => new(_store.Tables);

    private CtaReader Stored => new(_store.Tables);

    [Fact]
    public async Task While_a_CTA_is_open_there_is_no_second_even_after_the_cooldown()
    {
        var prediction = await SaveAsync(Some.Now);
        Assert.NotNull((await CreateAsync(prediction, Some.Now)).Created);

        var later = Some.Now.AddDays(29);
        var second = await CreateAsync(prediction, later);

        Assert.Null(second.Created);
        Assert.Contains("still open", second.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_a_CTA_is_done_the_next_waits_for_the_cooldown_to_its_last_moment()
    {
        var prediction = await SaveAsync(Some.Now);
        var first = (await CreateAsync(prediction, Some.Now)).Created!.Cta;
        await WriteAsync(first with { Status = CtaStatus.Completed });

        var early = await CreateAsync(prediction, Some.Now + Week - TimeSpan.FromTicks(1));
        Assert.Null(early.Created);
        Assert.Contains("4 March 2026", early.Reason, StringComparison.Ordinal);
        Assert.NotNull((await CreateAsync(prediction, Some.Now + Week)).Created);
    }

    [Theory]
    [InlineData(CtaStatus.Open)]
    [InlineData(CtaStatus.InProgress)]
    [InlineData(CtaStatus.Snoozed)]
    public async Task A_CTA_that_somebody_still_has_on_the_list_is_open(CtaStatus status)
    {
        var prediction = await SaveAsync(Some.Now);
        var first = (await CreateAsync(prediction, Some.Now)).Created!.Cta;
        await WriteAsync(first with { Status = status });

        Assert.Null((await CreateAsync(prediction, Some.Now.AddDays(8))).Created);
    }

    [Fact]
    public async Task A_prediction_that_was_replaced_makes_none()
    {
        var old = await SaveAsync(Some.Now);
        await SaveAsync(Some.Now.AddMinutes(1));

        var creation = await CreateAsync(old, Some.Now.AddMinutes(2));

        Assert.Null(creation.Created);
        Assert.Contains("newer", creation.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_CTA_its_link_and_its_history_stand_together()
    {
        var prediction = await SaveAsync(Some.Now);

        var cta = (await CreateAsync(prediction, Some.Now)).Created!.Cta;

        var predictions = new PredictionReader(_store.Tables);
        var latest = await predictions.FindLatestAsync(new AccountKey("t", "acme"), PredictionType.Churn, None);
        Assert.Equal(cta.Id, latest!.Prediction.GeneratedCtaId);
        var (listed, _) = await predictions.ListAsync(
            new AccountKey("t", "acme"),
            null,
            true,
            null,
            10,
            Some.Now,
            None
        );
        Assert.Equal(cta.Id, Assert.Single(listed).GeneratedCtaId);
        Assert.Equal(cta, (await Stored.FindAsync(new AccountKey("t", "acme"), cta.Id, None))!.Cta);
        Assert.Null(await Stored.FindAsync(new AccountKey("t", "other"), cta.Id, None));
        Assert.Null(await Stored.FindAsync(new AccountKey("u", "acme"), cta.Id, None));
    }

    [Fact]
    public async Task A_prediction_whose_row_was_written_meanwhile_and_that_is_still_the_latest_gets_its_CTA()
    {
        var meanwhile = new MeanwhileTable(_store.Tables.Results);
        var ctas = new CtaWriter(_store.Tables with { Results = meanwhile });
        var prediction = await SaveAsync(Some.Now);
        meanwhile.Before(_ => true, () => WriteAgainAsync(ResultKeys.Latest("acme", PredictionType.Churn)));

        var cta = (await CreateAsync(prediction, Some.Now, ctas)).Created!.Cta;

        var latest = await new PredictionReader(_store.Tables).FindLatestAsync(
            new AccountKey("t", "acme"),
            PredictionType.Churn,
            None
        );
        Assert.Equal(cta.Id, latest!.Prediction.GeneratedCtaId);
        Assert.Equal(
            CtaSlot.Of(cta, PredictionType.Churn, Some.Now, null),
            (await Stored.FindSlotsAsync(new AccountKey("t", "acme"), None)).Single().Slot
        );
    }

    [Fact]
    public async Task A_CTA_or_a_prediction_that_somebody_wrote_meanwhile_keeps_this_one_away()
    {
        var meanwhile = new MeanwhileTable(_store.Tables.Results);
        var ctas = new CtaWriter(_store.Tables with { Results = meanwhile });
        var prediction = await SaveAsync(Some.Now);

        meanwhile.Before(_ => true, () => SaveAsync(Some.Now.AddMinutes(1)));
        var replaced = await CreateAsync(prediction, Some.Now, ctas);
        Assert.Contains("newer", replaced.Reason, StringComparison.Ordinal);

        var newest = await new PredictionReader(_store.Tables).FindLatestAsync(
            new AccountKey("t", "acme"),
            PredictionType.Churn,
            None
        );
        meanwhile.Before(_ => true, () => CreateAsync(newest!, Some.Now));
        var second = await CreateAsync(newest!, Some.Now, ctas);
        Assert.Contains("still open", second.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Held_slots_are_those_of_open_CTAs_and_of_closed_ones_until_the_cooldown_is_over()
    {
        foreach (var id in (string[])["open", "closed", "none"])
        {
            var prediction = await SaveAsync(Some.Now, id);
            if (id != "none")
            {
                await CreateAsync(prediction, Some.Now);
            }
        }

        var closed = (await Stored.FindSlotsAsync(new AccountKey("t", "closed"), None)).Single().Slot.CtaId;
        await WriteAsync(
            (await Stored.FindAsync(new AccountKey("t", "closed"), closed, None))!.Cta with
            {
                Status = CtaStatus.Completed,
            }
        );

        Assert.Equal((true, true, false), await HeldAsync("t", Some.Now + Week - TimeSpan.FromTicks(1)));
        Assert.Equal((true, false, false), await HeldAsync("t", Some.Now + Week));
        Assert.Equal((false, false, false), await HeldAsync("u", Some.Now));

        async Task<(bool Open, bool Closed, bool None)> HeldAsync(string tenant, DateTimeOffset now)
        {
            var slots = await Stored.ListSlotsAsync(tenant, None);
            return (Has("open"), Has("closed"), Has("none"));

            bool Has(string id) => slots.Of(id).Any(slot => slot.WhyHeld(Week, now) is not null);
        }
    }

    [Fact]
    public async Task Of_many_processes_that_create_at_once_one_does()
    {
        for (var round = 0; round < 10; round++)
        {
            var id = $"round-{round}";
            var prediction = await SaveAsync(Some.Now, id);

            var all = await Task.WhenAll(
                Enumerable.Range(0, 20).Select(_ => Task.Run(() => CreateAsync(prediction, Some.Now)))
            );

            Assert.Single(all, c => c.Created is not null);
            Assert.All(all.Where(c => c.Created is null), c => Assert.NotEmpty(c.Reason!));
        }
    }

    public void Dispose() => _store.Dispose();

    private async Task<CtaCreation> CreateAsync(LatestPrediction latest, DateTimeOffset now, CtaWriter? ctas = null) =>
        await (ctas ?? Ctas).CreateAsync(
            "t",
            new CtaStep.Create(
                new Cta
                {
                    Id = Guid.NewGuid().ToString(),
                    AccountId = latest.Prediction.AccountId,
                    Title = "Call them",
                    IsAutomated = true,
                    TriggerData = new CtaTrigger(latest.Prediction.PredictionId, "CHURN", 0.7, 0.6),
                    CreatedAt = now,
                },
                [],
                "The risk is high"
            ),
            latest,
            (await Stored.FindSlotsAsync(new AccountKey("t", latest.Prediction.AccountId), None)).SingleOrDefault(),
            Week,
            now,
            null,
            None
        );

    private async Task<LatestPrediction> SaveAsync(DateTimeOffset at, string id = "acme")
    {
        var facts = Some.KnownAccount() with { AccountId = id };
        var prediction = Some.Predict(facts, asOf: at);
        var made = new MadePrediction(
            prediction,
            new FactsVersion("fingerprint", 1),
            null,
            AccountSummary.Of(facts, 70)
        );
        await new PredictionWriter(_store.Tables).SaveAsync("t", made, null, None);
        return (
            await new PredictionReader(_store.Tables).FindLatestAsync(
                new AccountKey("t", id),
                PredictionType.Churn,
                None
            )
        )!;
    }

    /// <summary>So that its ETag is another.</summary>
    private async Task WriteAgainAsync(string rowKey)
    {
        var partition = Bucket.Partition(new AccountKey("t", "acme"));
        var row = (await _store.Tables.Results.FindAsync(partition, rowKey, None))!;
        await _store.Tables.Results.WriteAsync(partition, [EntityChange.Upsert(rowKey, row.Json)], None);
    }

    private async Task WriteAsync(Cta cta)
    {
        var edit = await Ctas.ChangeAsync(
            new AccountKey("t", cta.AccountId),
            cta.Id,
            (record, slot) =>
                new CtaPatchResult(
                    record with
                    {
                        Cta = cta,
                    },
                    new CtaEvent(Some.Now, null, CtaEventKind.Changed, "", null),
                    slot! with
                    {
                        IsOpen = cta.IsOpen,
                    }
                ),
            Some.Now,
            None
        );
        Assert.Equal(2, edit.Record!.Version);
    }
}
