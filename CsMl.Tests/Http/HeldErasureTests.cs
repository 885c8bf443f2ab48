using CsMl.Core.Accounts;
using CsMl.Core.Crm;
using CsMl.Core.Json;
using CsMl.Core.Portfolio;
using CsMl.Core.Predictions;
using CsMl.Core.Storage;
using CsMl.Tests.Storage;

namespace CsMl.Tests.Http;

/// <summary>
/// An erasure while others write. The table of these writes and of their guards is docs/adr/0009-order-of-writes.md.
/// </summary>
public sealed class HeldErasureTests : IAsyncLifetime
{
    private const string Id = "123";

    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly AccountKey Account = new(RunningApp.Tenant, Id);
    private static readonly string All = RunningApp.Account(Id, "").TrimEnd('/');
    private static readonly string Context = RunningApp.Account(Id, "context");

    private MeanwhileTable _results = null!;
    private MeanwhileTable _accounts = null!;
    private RunningApp _app = null!;

    public async Task InitializeAsync()
    {
        _app = await RunningApp.StartAsync(tables =>
            tables with
            {
                Results = _results = new MeanwhileTable(tables.Results),
                Accounts = _accounts = new MeanwhileTable(tables.Accounts),
            }
        );
        await _app.PutAsync(CtaCalls.AtRisk);
        (await _app.PredictAsync(Id)).Is(200);
    }

    public async Task DisposeAsync() => await _app.DisposeAsync();

    [Theory]
    [InlineData("p~")]
    [InlineData("w~")]
    [InlineData("r~")]
    public async Task Somebody_asks_for_the_account_while_its_results_are_being_deleted(string row)
    {
        _results.Before(changes => AreDeleted(changes, row), RestoreAsync);

        (await _app.SendAsync(HttpMethod.Delete, All, null)).Is(200);

        await AssertIsThereAsync();
    }

    [Fact]
    public async Task Somebody_asks_for_the_account_while_its_facts_are_being_deleted()
    {
        _accounts.Before(changes => AreDeleted(changes, Id + "~"), RestoreAsync);

        (await _app.SendAsync(HttpMethod.Delete, All, null)).Is(200);

        await AssertIsThereAsync();
    }

    [Fact]
    public async Task Somebody_asks_for_the_account_before_the_night_comes_to_it()
    {
        var erased = _app.Service<ErasedAccounts>();
        await _app.PutAsync(CtaCalls.AtRisk with { AccountId = "100" });
        foreach (var id in (string[])["100", Id])
        {
            var revision = _app.Index.CurrentRevision;
            await erased.BeginAsync(new AccountKey(RunningApp.Tenant, id), revision, Some.Now, None);
        }

        _accounts.Before(changes => AreDeleted(changes, "100~"), RestoreAsync);

        await _app.Service<EraseAccount>().ResumeAsync(RunningApp.Tenant, None);

        Assert.DoesNotContain(
            _app.Dump(),
            row =>
                row.Contains("accounts default~", StringComparison.Ordinal)
                && row.Contains(" 100~", StringComparison.Ordinal)
        );
        await AssertIsThereAsync();
    }

    [Fact]
    public async Task The_answer_to_a_call_of_several_accounts_that_is_under_way_is_waited_for()
    {
        var answers = _app.Service<KeptAnswers>();
        using (var claim = await answers.ClaimAsync(RunningApp.Tenant, "key", "request", null, None) as KeyClaim.Mine)
        {
            var early = (await _app.SendAsync(HttpMethod.Delete, All, null)).Is(200);
            Assert.False(early.At("data.isComplete").GetBoolean());
            var body = new RawJson("{\"accounts\":[\"123\"]}"u8.ToArray());
            await answers.KeepAsync(claim!, new KeptAnswer(200, new Dictionary<string, string>(), body), None);
        }

        var late = (await _app.SendAsync(HttpMethod.Delete, All, null)).Is(200);

        Assert.True(late.At("data.isComplete").GetBoolean());
        Assert.DoesNotContain(_app.Dump(), row => row.Contains("\"123\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_damaged_answer_that_is_kept_holds_up_no_erasure()
    {
        var damaged = EntityChange.Insert("00", "{"u8.ToArray());
        await _app.Service<Tables>().Runs.WriteAsync(KeptAnswers.Partition(RunningApp.Tenant), [damaged], None);

        Assert.True((await _app.SendAsync(HttpMethod.Delete, All, null)).Is(200).At("data.isComplete").GetBoolean());
    }

    /// <summary>A model takes minutes, and the account may be gone and back by then.</summary>
    [Fact]
    public async Task A_prediction_from_erased_facts_leaves_the_account_that_came_back_alone()
    {
        var before = (await _app.Index.FindAsync(Account, None))!;
        var old = await _app.Service<PredictionReader>().FindLatestAsync(Account, PredictionType.Churn, None);
        (await _app.SendAsync(HttpMethod.Delete, All, null)).Is(200);
        await _app.Service<EraseAccount>().RestoreAsync(Account, None);
        await _app.PutAsync(CtaCalls.AtRisk);
        (await _app.PredictAsync(Id, "EXPANSION")).Is(200);
        var made = new MadePrediction(old!.Prediction, before.Version, null, AccountSummary.Of(before.Facts, null));

        var saved = await _app.Service<PredictionWriter>().SaveAsync(RunningApp.Tenant, made, null, None);
        await _app.Service<PredictionWriter>().SavePageAsync(RunningApp.Tenant, Bucket.Of(Id), [(made, null)], None);

        Assert.Null(saved);
        Assert.Single(_app.Dump(), row => row.Contains($" p~{Id}~", StringComparison.Ordinal));
        Assert.Single(_app.Dump(), row => row.Contains($" p~{Id}~EXPANSION", StringComparison.Ordinal));
        Assert.NotNull(await _app.Index.FindAsync(Account, None));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Who_goes_away_behind_a_write_leaves_no_facts_of_an_erased_account(bool isMany)
    {
        using var caller = new CancellationTokenSource();
        var facts = CtaCalls.AtRisk with { Name = "Restless Ltd" };
        await _app.Service<RemoveAccount>().RunAsync(Account, None);
        _accounts.Before(
            IsOfFacts,
            async () =>
            {
                (await _app.SendAsync(HttpMethod.Delete, All, null)).Is(200);
                _accounts.After(IsOfFacts, () => caller.CancelAsync());
            }
        );

        await Record.ExceptionAsync(() =>
            isMany
                ? _app.Index.PutManyAsync(RunningApp.Tenant, [facts], caller.Token)
                : _app.Index.PutAsync(RunningApp.Tenant, facts, caller.Token)
        );

        Assert.DoesNotContain(_app.Dump(), row => row.Contains("Restless", StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>The audit's row of a call is written behind what the call did.</summary>
    [Fact]
    public async Task A_call_that_ends_behind_the_erasure_does_not_name_the_account_in_the_audit()
    {
        var cta = (await CtaCalls.GenerateAsync(_app)).Is(201).Text("data.cta.id")!;
        _results.After(
            changes => changes.Any(change => change.RowKey.StartsWith("c~", StringComparison.Ordinal)),
            async () => (await _app.SendAsync(HttpMethod.Delete, All, null)).Is(200)
        );

        (await CtaCalls.PatchAsync(_app, cta, """{"ownerId":"robin"}""")).Is(200);

        Assert.DoesNotContain(
            _app.Dump(),
            row =>
                row.Contains(" default~audit ", StringComparison.Ordinal)
                && row.Contains($"\"{Id}\"", StringComparison.Ordinal)
        );
        Assert.Contains(_app.Dump(), row => row.Contains("patchCta", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Two_that_are_erased_at_once_are_both_taken_out_of_the_changes()
    {
        var other = Enumerable.Range(0, 100_000).Select(i => $"x{i}").First(id => Bucket.Of(id) == Bucket.Of(Id));
        await _app.PutAsync(CtaCalls.AtRisk with { AccountId = other });
        await _app.PutAsync(CtaCalls.AtRisk with { HealthScore = 12 });
        await _app.NightAsync();
        Assert.Contains(_app.Dump(), row => IsChange(row, Id) && IsChange(row, other));
        _results.Before(
            changes => changes is [{ RowKey: ['y', ..], Kind: ChangeKind.Replace }],
            async () =>
                (await _app.SendAsync(HttpMethod.Delete, RunningApp.Account(other, "").TrimEnd('/'), null)).Is(200)
        );

        (await _app.SendAsync(HttpMethod.Delete, All, null)).Is(200);

        Assert.DoesNotContain(_app.Dump(), row => IsChange(row, Id) || IsChange(row, other));
    }

    private async Task RestoreAsync()
    {
        await _app.Service<EraseAccount>().RestoreAsync(Account, None);
        await _app.PutAsync(CtaCalls.AtRisk);
        (await _app.PredictAsync(Id)).Is(200);
    }

    private async Task AssertIsThereAsync()
    {
        (await _app.GetAsync(Context)).Is(200);
        foreach (var kind in (string[])["p", "w", "r~CHURN"])
        {
            Assert.Single(
                _app.Dump(),
                row =>
                    row.Contains($" {kind}~", StringComparison.Ordinal)
                    && row.Contains($"~{Id}", StringComparison.Ordinal)
                    && !row.Contains("removedAt", StringComparison.Ordinal)
            );
        }
    }

    private static bool IsOfFacts(IReadOnlyList<EntityChange> changes) =>
        changes.Any(change => change.RowKey.StartsWith(Id + "~", StringComparison.Ordinal));

    private static bool AreDeleted(IReadOnlyList<EntityChange> changes, string row) =>
        changes.Any(change =>
            change.Kind == ChangeKind.Delete && change.RowKey.StartsWith(row, StringComparison.Ordinal)
        );

    private static bool IsChange(string row, string accountId) =>
        row.Contains(" y~", StringComparison.Ordinal) && row.Contains($"\"{accountId}\"", StringComparison.Ordinal);
}
