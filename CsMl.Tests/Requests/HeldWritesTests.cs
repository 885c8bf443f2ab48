using CsMl.Core.Accounts;
using CsMl.Core.Crm;
using CsMl.Core.Ctas;
using CsMl.Core.Portfolio;
using CsMl.Core.Requests;
using CsMl.Core.Storage;
using CsMl.Local.Sample;
using CsMl.Tests.Http;
using CsMl.Tests.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace CsMl.Tests.Requests;

/// <summary>
/// Whoever reads, thinks and writes is held back before the write while somebody else writes the same. The table of these
/// writes and of their guards is docs/adr/0009-order-of-writes.md.
/// </summary>
public sealed class HeldWritesTests : IAsyncLifetime
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly AccountKey Account = new(RunningApp.Tenant, "123");
    private static readonly string Playbooks = RunningApp.Portfolio("playbooks");

    private MeanwhileTable _results = null!;
    private MeanwhileTable _accounts = null!;
    private MeanwhileTable _runs = null!;
    private RunningApp _app = null!;

    public async Task InitializeAsync()
    {
        _app = await RunningApp.StartAsync(tables =>
            tables with
            {
                Results = _results = new MeanwhileTable(tables.Results),
                Accounts = _accounts = new MeanwhileTable(tables.Accounts),
                Runs = _runs = new MeanwhileTable(tables.Runs),
            }
        );
        await _app.PutAsync(SamplePortfolio.Make(Some.Now)[0] with { AccountId = "123" });
    }

    public async Task DisposeAsync() => await _app.DisposeAsync();

    [Fact]
    public async Task A_change_of_a_CTA_is_made_to_what_somebody_else_made_of_it()
    {
        var cta = await MakeCtaAsync();
        Hold(_results, "c~", async () => (await PatchAsync(cta, """{"ownerId":"first"}""")).Is(200));

        var answer = (await PatchAsync(cta, """{"notes":"second"}""")).Is(200);

        Assert.Equal("first", answer.Text("data.ownerId"));
        Assert.Equal(
            ["noted", "changed", "created"],
            answer.Items("data.events").Select(e => e.GetProperty("kind").GetString())
        );
    }

    [Fact]
    public async Task A_change_of_the_CTA_that_was_seen_is_refused_once_somebody_else_changed_it()
    {
        var cta = await MakeCtaAsync();
        var seen = (await _app.GetAsync(RunningApp.Account("123", "ctas/" + cta))).Headers["ETag"];
        Hold(_results, "c~", async () => (await PatchAsync(cta, """{"ownerId":"first"}""")).Is(200));

        (await PatchAsync(cta, """{"ownerId":"second"}""", ("If-Match", seen))).IsProblem(412, "PRECONDITION_FAILED");

        Assert.Equal("first", (await _app.GetAsync(RunningApp.Account("123", "ctas/" + cta))).Text("data.ownerId"));
    }

    [Fact]
    public async Task A_prediction_closes_no_CTA_once_a_newer_one_has_come()
    {
        var cta = await MakeCtaAsync();
        var risky = (await _app.Index.FindAsync(Account, None))!.Facts;
        await _app.PutAsync(Some.KnownAccount() with { AccountId = "123", HealthScore = 95 });
        Hold(
            _results,
            "c~",
            async () =>
            {
                await _app.PutAsync(risky);
                (await _app.PredictAsync("123", options: """{"forceRefresh":true}""")).Is(200);
            }
        );

        (await _app.PredictAsync("123", options: """{"forceRefresh":true}""")).Is(200);

        Assert.Equal("OPEN", (await _app.GetAsync(RunningApp.Account("123", "ctas/" + cta))).Text("data.status"));
    }

    [Fact]
    public async Task A_CTA_follows_no_owner_once_a_newer_prediction_has_come()
    {
        var cta = await MakeCtaAsync();
        var facts = (await _app.Index.FindAsync(Account, None))!.Facts;
        await _app.PutAsync(facts with { OwnerId = "second" });
        Hold(
            _results,
            "c~",
            async () =>
            {
                await _app.PutAsync(facts with { OwnerId = "third" });
                (await _app.PredictAsync("123", options: """{"forceRefresh":true}""")).Is(200);
            }
        );

        (await _app.PredictAsync("123", options: """{"forceRefresh":true}""")).Is(200);

        Assert.Equal("third", (await _app.GetAsync(RunningApp.Account("123", "ctas/" + cta))).Text("data.ownerId"));
    }

    [Theory]
    [InlineData("""{"ownerId":"friend"}""", "friend")]
    [InlineData("""{"notes":"Called"}""", "second")]
    public async Task A_CTA_that_a_person_changes_meanwhile_follows_the_owner_unless_it_was_given_away(
        string change,
        string owner
    )
    {
        var cta = await MakeCtaAsync();
        var facts = (await _app.Index.FindAsync(Account, None))!.Facts;
        await _app.PutAsync(facts with { OwnerId = "second" });
        Hold(_results, "c~", async () => (await PatchAsync(cta, change)).Is(200));

        (await _app.PredictAsync("123", options: """{"forceRefresh":true}""")).Is(200);

        Assert.Equal(owner, (await _app.GetAsync(RunningApp.Account("123", "ctas/" + cta))).Text("data.ownerId"));
    }

    [Fact]
    public async Task A_CTA_that_somebody_changes_while_its_account_is_removed_is_closed()
    {
        var cta = await MakeCtaAsync();
        var change = new CtaPatch(null, false, null, null, null, null, "Meanwhile");
        Hold(
            _results,
            "c~",
            () =>
                _app.Service<CtaWriter>()
                    .ChangeAsync(
                        Account,
                        cta,
                        (record, slot) => change.Apply(record, slot, null, Some.Now),
                        Some.Now,
                        None
                    )
        );

        await _app.Service<RemoveAccount>().RunAsync(Account, None);

        var stored = (await _app.Service<CtaReader>().FindAsync(Account, cta, None))!;
        Assert.Equal((CtaStatus.Cancelled, 3), (stored.Cta.Status, stored.Version));
    }

    [Fact]
    public async Task Of_two_departures_that_are_told_at_once_one_stays()
    {
        Hold(_results, "o~", () => TellAsync("CHURNED", -1));

        await TellAsync("CHURNED", -2);

        Assert.Single(Told());
    }

    [Fact]
    public async Task A_settlement_counts_what_was_told_while_it_was_written()
    {
        (await _app.PredictAsync("123")).Is(200);
        _app.Clock.Advance(TimeSpan.FromDays(100));
        Hold(_results, "a~", () => TellAsync("CHURNED", 50));

        await _app.Service<ValidatePredictions>().DueAsync(RunningApp.Tenant, None);

        var listed = await _app.GetAsync(RunningApp.Account("123", "predictions?includeExpired=true"));
        Assert.Equal("CHURNED", listed.Text("data[0].validation.actualOutcome"));
    }

    [Fact]
    public async Task What_was_settled_while_another_run_learned_is_left_to_be_learned_from()
    {
        (await _app.PredictAsync("123")).Is(200);
        _app.Clock.Advance(TimeSpan.FromDays(100));
        Hold(_results, "a~", () => _app.Service<LearnAtNight>().RunAsync(RunningApp.Tenant, None));

        Assert.Equal(1, await _app.Service<ValidatePredictions>().DueAsync(RunningApp.Tenant, None));

        Assert.NotNull(await _app.Service<LearnedVersions>().FindDueAsync(RunningApp.Tenant, None));
    }

    [Fact]
    public async Task A_settling_that_is_cut_off_before_its_mark_is_marked_by_the_next()
    {
        (await _app.PredictAsync("123")).Is(200);
        _app.Clock.Advance(TimeSpan.FromDays(100));
        Hold(_runs, "due", () => throw new InvalidOperationException("Killed."));
        var validate = _app.Service<ValidatePredictions>();
        await Assert.ThrowsAsync<InvalidOperationException>(() => validate.DueAsync(RunningApp.Tenant, None));

        Assert.Equal(0, await validate.DueAsync(RunningApp.Tenant, None));

        Assert.NotNull(await _app.Service<LearnedVersions>().FindDueAsync(RunningApp.Tenant, None));
    }

    [Fact]
    public async Task A_playbook_that_was_changed_or_deleted_meanwhile_is_not_changed_as_if_it_were_not()
    {
        var made = (await _app.PostAsync(Playbooks, """{"name":"Save"}""")).Is(201);
        var (one, id) = ($"{Playbooks}/{made.Text("data.id")}", made.Text("data.id")!);
        Hold(_accounts, id, async () => (await _app.PutAsync(one, """{"name":"First"}""")).Is(200));

        (await _app.PutAsync(one, """{"name":"Second"}""", ("If-Match", made.Headers["ETag"]))).IsProblem(
            412,
            "PRECONDITION_FAILED"
        );
        Assert.Equal("First", (await _app.GetAsync(one)).Text("data.name"));

        Hold(_accounts, id, async () => (await _app.SendAsync(HttpMethod.Delete, one, null)).Is(200));
        (await _app.PutAsync(one, """{"name":"Third"}""")).IsProblem(404, "PLAYBOOK_NOT_FOUND");
        (await _app.GetAsync(one)).IsProblem(404, "PLAYBOOK_NOT_FOUND");
    }

    [Fact]
    public async Task Of_the_uses_of_a_playbook_none_is_lost()
    {
        var made = (await _app.PostAsync(Playbooks, """{"name":"Save"}""")).Is(201);
        var (store, id) = (_app.Service<PlaybookStore>(), made.Text("data.id")!);
        Hold(_accounts, id, () => store.CountUseAsync(RunningApp.Tenant, id, None));

        await store.CountUseAsync(RunningApp.Tenant, id, None);

        Assert.Equal(2, (await _app.GetAsync($"{Playbooks}/{id}")).At("data.timesUsed").GetInt32());
    }

    [Fact]
    public async Task Of_many_playbooks_that_are_added_at_once_no_more_stay_than_there_may_be()
    {
        var answers = await Task.WhenAll(
            Enumerable.Range(0, 230).Select(i => _app.PostAsync(Playbooks, $$"""{"name":"Playbook {{i}}"}"""))
        );

        Assert.All(answers, answer => Assert.Contains(answer.Status, (int[])[201, 409]));
        var stored = await _app.Service<PlaybookStore>().ListAsync(RunningApp.Tenant, None);
        Assert.Equal(answers.Count(answer => answer.Status == 201), stored.Count);
        Assert.InRange(stored.Count, 150, 200);
    }

    [Fact]
    public async Task A_new_version_of_an_account_has_a_higher_revision_whoever_writes_it_and_whatever_the_clock_says()
    {
        var revisions = new List<long> { await RevisionAsync() };
        _app.Clock.AutoAdvanceAmount = TimeSpan.Zero;
        var facts = (await _app.Index.FindAsync(Account, None))!.Facts;
        foreach (var i in Enumerable.Range(0, 4))
        {
            if (i == 2)
            {
                Hold(_accounts, "123~", () => _app.PutAsync(facts with { Name = "Meanwhile" }));
            }

            await _app.PutAsync(facts with { Name = $"Version {i}" });
            revisions.Add(await RevisionAsync());
        }

        Assert.Equal(revisions.Distinct().Order(), revisions);
        Assert.Equal("Version 3", (await _app.Index.FindAsync(Account, None))!.Facts.Name);
    }

    private async Task<long> RevisionAsync() => (await _app.Index.FindVersionAsync(Account, None))!.Value.Revision;

    private async Task<string> MakeCtaAsync()
    {
        (await _app.PredictAsync("123")).Is(200);
        var made = await _app.PostAsync(RunningApp.Account("123", "generate-cta"));
        return made.Is(201).Text("data.cta.id")!;
    }

    private Task<HttpAnswer> PatchAsync(string ctaId, string json, params (string, string)[] headers) =>
        _app.SendAsync(HttpMethod.Patch, RunningApp.Account("123", "ctas/" + ctaId), json, headers);

    private async Task TellAsync(string outcome, int day)
    {
        var at = Some.Now.AddDays(day);
        (
            await _app.PostAsync(
                RunningApp.Account("123", "outcomes"),
                $$"""{"outcome":"{{outcome}}","occurredAt":"{{at:yyyy-MM-ddTHH:mm:ss}}Z"}"""
            )
        ).Is(201);
    }

    private List<string> Told() =>
        [
            .. _app.Dump()
                .Where(row =>
                    row.Contains(" o~123~", StringComparison.Ordinal)
                    && row.Contains("CHURNED", StringComparison.Ordinal)
                ),
        ];

    /// <summary>Before the next write to a row of this kind, something else happens.</summary>
    private static void Hold(MeanwhileTable table, string row, Func<Task> meanwhile) =>
        table.Before(changes => changes.Any(c => c.RowKey.StartsWith(row, StringComparison.Ordinal)), meanwhile);
}
