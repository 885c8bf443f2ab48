using System.Text;
using System.Text.Json;
using CsMl.Core.Accounts;
using CsMl.Core.Audit;
using CsMl.Core.Crm;
using CsMl.Core.Json;
using CsMl.Core.Portfolio;
using CsMl.Core.Predictions;
using CsMl.Core.Requests;
using CsMl.Core.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace CsMl.Tests.Erasure;

/// <summary>A row of every kind that names an account, with a mark in its key or in its body.</summary>
internal static class EveryRow
{
    /// <summary>Stands in the account's id and in all that is stored of it.</summary>
    public const string Mark = "zqmark";

    /// <summary>An account of the same bucket.</summary>
    public const string Neighbour = "neighbour";

    /// <summary>The kinds of rows of the results table that name an account (docs/ARCHITECTURE.md).</summary>
    public const string Kinds = "abcdefghjklmnopqrsuvw";

    private static readonly CancellationToken None = CancellationToken.None;

    /// <summary>An id with the mark, of the bucket of <see cref="Neighbour"/>.</summary>
    public static string Id { get; } =
        Enumerable.Range(0, 1_000).Select(i => $"{Mark}-{i}").First(id => Bucket.Of(id) == Bucket.Of(Neighbour));

    private static byte[] Body => Encoding.UTF8.GetBytes($$"""{"text":"{{Mark}}"}""");

    /// <summary>Writes the account's rows, and beside them the rows of the neighbour that are read with them.</summary>
    public static async Task WriteAsync(Tables tables, string tenant)
    {
        var account = new AccountKey(tenant, Id);
        var index = new AccountIndex(tables, TimeProvider.System);
        var facts = Some.Account(Id) with { Name = Mark, OwnerId = Mark };
        Assert.True(await index.PutAsync(tenant, facts, None));
        Assert.True(
            await index.PutAsync(tenant, facts with { AccountId = Neighbour, Name = "N", OwnerId = null }, None)
        );
        await tables.Accounts.WriteAsync(Bucket.Partition(account), [EntityChange.Insert($"{Id}~01", Body)], None);
        foreach (var some in Results().Chunk(EntityKey.MaxChanges))
        {
            Assert.True((await tables.Results.WriteAsync(Bucket.Partition(account), some, None)).Succeeded);
        }

        await new SyncStates(tables).ChangeAsync(tenant, s => s with { Failures = [new(Id, Mark, null)] }, None);
        var cursor = $$"""{"cursor":"{\"failed\":[\"{{Id}}\"]}","origin":"a CRM"}""";
        await tables.Accounts.WriteAsync(
            SyncStates.Partition(tenant),
            [EntityChange.Upsert(SyncStates.CursorRow, Encoding.UTF8.GetBytes(cursor))],
            None
        );
        await SomeAudit
            .Of(tables)
            .RecordAsync(tenant, AuditEntry.Of("putContext", Some.Now) with { AccountId = Id, Resource = "context" });
        await WriteRunsAsync(tables, tenant);
    }

    private static IEnumerable<EntityChange> Results()
    {
        var at = Some.Now;
        var type = PredictionType.Churn;
        var cta = Some.Cta(1) with { AccountId = Id, Id = "one" };
        var closed = cta with { Id = "two", Status = CtaStatus.Completed, UpdatedAt = at };
        string[] keys =
        [
            ResultKeys.Latest(Id, type),
            ResultKeys.Latest(Id, PredictionType.Expansion),
            .. Enumerable.Range(1, 120).Select(day => ResultKeys.History(Id, type, at.AddDays(-day), $"p{day}")),
            ResultKeys.Why(Id, type, at, "p"),
            ResultKeys.Risk(type, 0.5, Id),
            ResultKeys.Risk(type, 0.6, Id, isNotice: true),
            ResultKeys.Revenue(type, "EUR", 100, Id),
            ResultKeys.EarlierRevenue(type, 200, Id),
            ResultKeys.Recovered(type, at, Id),
            ResultKeys.Cta(Id, "one"),
            ResultKeys.Cta(Id, "two"),
            ResultKeys.ListedCta(cta),
            ResultKeys.ListedCta(closed),
            ResultKeys.Slot(Id, CtaType.Risk),
            ResultKeys.Log(Id, "one", 1),
            ResultKeys.Counted(Id, type, at, "p"),
            ResultKeys.Opinion(Id, at, "p", "kim"),
            ResultKeys.ListedOpinion(at, Id, "p", "kim"),
            ResultKeys.OutcomesTold(Id),
            ResultKeys.Outcome(Id, at, "TERM"),
            ResultKeys.Outgoing(Id, "one", 1),
            ResultKeys.Link(Id, "one"),
            ResultKeys.Refused(Id, "two"),
            ResultKeys.RefusedChurnRisk(Id),
            ResultKeys.ChurnRisk(Id),
            ResultKeys.Watch(ValidationDue.Of(at, Id)),
            ResultKeys.Watch(ValidationDue.Of(at, Id).Plus(ValidationDue.Of(at, Neighbour))),
        ];
        return
        [
            .. keys.Select(key => EntityChange.Insert(key, Body)),
            EntityChange.Insert(ResultKeys.Counted(Neighbour, type, at, "q"), "{}"u8.ToArray()),
            Changed("one", Id),
            Changed("two", Id, Neighbour),
            EntityChange.Insert(ResultKeys.ChurnRisk(Id + "-2"), "{}"u8.ToArray()),
        ];
    }

    private static EntityChange Changed(string id, params IEnumerable<string> accounts)
    {
        var changes = accounts.Select(account => new ResultChange(ResultChangeKind.Removal, account)).ToList();
        return EntityChange.Insert(
            ResultKeys.Changed(Some.Now, id),
            JsonSerializer.SerializeToUtf8Bytes(new ChangedResults(Some.Now, changes), RowJson.Plain.ChangedResults)
        );
    }

    private static async Task WriteRunsAsync(Tables tables, string tenant)
    {
        var runs = new RunStore(tables);
        RunFailure[] failures = [new(Id, Mark), new(Neighbour, "Another reason.")];
        var night = RunRecord.Nightly(Some.Now) with { State = RunState.CompletedWithFailures, PlanId = "plan" };
        await runs.AddAsync(tenant, night with { Failures = failures }, None);
        var done = new PageOutcome(0, 0, failures, RunCost.None);
        var page = new RunPage(Bucket.Of(Id), 0, Neighbour, Id, [Neighbour, Id], 2, done) { IsRange = true };
        await runs.AddPagesAsync(tenant, night.RunId, "plan", [page], None);
        var report = ImportReport.None with { Errors = [new(1, "name", $"'{Mark}' is no name")], Failed = 1 };
        var import = RunRecord.OfImport(
            RunRecord.ImportId("0196f0c0-0000-7000-8000-000000000000"),
            new ImportWork(new(Core.Accounts.Import.ImportKind.Accounts), default, false, 1, 1, 1),
            Some.Now
        );
        await runs.AddAsync(tenant, import with { State = RunState.Completed }, None);
        await new ImportStore(tables).SaveReportAsync(tenant, import.RunId, report, None);
        var answers = new KeptAnswers(tables, TimeProvider.System, NullLogger<KeptAnswers>.Instance);
        var claim = (KeyClaim.Mine)await answers.ClaimAsync(tenant, "key", "fingerprint", Id, None);
        var answer = new KeptAnswer(201, new Dictionary<string, string>(), new RawJson(Body));
        await answers.KeepAsync(claim, answer, None);
        claim.Dispose();
    }

    /// <summary>The kinds of the rows that name the account.</summary>
    public static async Task<string> KindsAsync(Tables tables, string tenant)
    {
        var rows = await CsMl.Tests.Storage.TemporaryStore.RowsAsync(tables.Results, tenant);
        var kinds = rows.Where(row => row.RowKey.Split('~').Contains(Id)).Select(row => row.RowKey[0]);
        return string.Concat(kinds.Distinct().Order());
    }
}
