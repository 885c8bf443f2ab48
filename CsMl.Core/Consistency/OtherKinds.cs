using CsMl.Core.Audit;
using CsMl.Core.Crm;
using CsMl.Core.LanguageModel;
using CsMl.Core.Portfolio;
using CsMl.Core.Settings;
using CsMl.Core.Storage;

namespace CsMl.Core.Consistency;

/// <summary>The rows beside accounts, runs and results, each of which must be readable by itself.</summary>
internal sealed class OtherKinds(Tables tables)
{
    private static readonly RowRange All = new(" ", "~~~");

    /// <summary>Those that belong to no tenant.</summary>
    public IEnumerable<RowKind> Shared =>
        [
            new(
                tables.Runs,
                EntityKey.Of("runs", "heartbeat"),
                All,
                row => row.Read(RunJson.Plain.RunHeartbeat) is not null,
                "When a run was last worked on cannot be read; `--repair` sets it to long ago, and the run goes on.",
                RunHeartbeats.LongAgo
            ),
            new(
                tables.Runs,
                EntityKey.Of("pages", "sessions"),
                All,
                row => row.Read(RowJson.Plain.PageSession) is { KeyHash: not null },
                "A sign-in to the pages cannot be read; `--repair` deletes it, and somebody signs in again.",
                RowKind.Delete
            ),
        ];

    public IEnumerable<RowKind> Of(string tenant) =>
        [
            new(
                tables.Accounts,
                EntityKey.Of(tenant, "erased"),
                RowRange.Of("t~"),
                row => row.Read(RowJson.Plain.Tombstone).ErasedAt > default(DateTimeOffset),
                "The mark of an erased account cannot be read; put a copy of the store in its place."
            ),
            new(
                tables.Accounts,
                EntityKey.Of(tenant, "settings"),
                All,
                row => row.Read(SettingsJson.Plain.SettingsRow) is { Settings: not null },
                "The tenant's settings cannot be read; put a copy of the store in its place."
            ),
            new(
                tables.Accounts,
                EntityKey.Of(tenant, "playbooks"),
                All,
                row => row.Read(CrmJson.Plain.PlaybookRow) is { Playbook: not null },
                "A playbook cannot be read; `--repair` deletes it: write it again then.",
                RowKind.Delete
            ),
            new(
                tables.Accounts,
                EntityKey.Of(tenant, "sync"),
                RowRange.Of("cursor") with
                {
                    To = "cursor!",
                },
                row => row.Read(CrmJson.Plain.SyncCursor) is not null,
                "The place in the CRM's changes cannot be read; `--repair` deletes it, and the next sync reads all accounts.",
                RowKind.Delete
            ),
            new(
                tables.Accounts,
                EntityKey.Of(tenant, "sync"),
                RowRange.Of("state") with
                {
                    To = "state!",
                },
                row => row.Read(CrmJson.Plain.SyncState) is not null,
                "What the last sync read cannot be read; `--repair` deletes it, and the next sync says it again.",
                RowKind.Delete
            ),
            .. OfRuns(tenant),
        ];

    private IEnumerable<RowKind> OfRuns(string tenant) =>
        [
            new(
                tables.Runs,
                EntityKey.Of(tenant, "keys"),
                All,
                row => row.Read(RowJson.Plain.KeptRow) is not null,
                "The answer to a request cannot be read; `--repair` deletes it, and the request sent again is carried out again.",
                RowKind.Delete
            ),
            new(
                tables.Runs,
                EntityKey.Of(tenant, "audit"),
                All,
                row => row.Read(AuditJson.Plain.AuditEntry) is { Id: not null },
                "An entry of the audit log cannot be read; it goes with the entries of its age."
            ),
            new(
                tables.Runs,
                EntityKey.Of(tenant, "limits"),
                All,
                row => row.Read(RowJson.Plain.LimitRow) is { Day: not null },
                "What was used of a daily limit cannot be read; `--repair` deletes it, and it is counted from 0.",
                RowKind.Delete
            ),
            new(
                tables.Runs,
                EntityKey.Of(tenant, "spent"),
                All,
                row => row.Read(BudgetJson.Plain.BudgetRow) is not null,
                "What the language model cost cannot be read; `--repair` deletes it, and its budget is counted from 0.",
                RowKind.Delete
            ),
            new(
                tables.Runs,
                EntityKey.Of(tenant, "closed"),
                All,
                row =>
                    row.RowKey == "last"
                        ? row.Read(RunJson.Plain.ClosedRun) is not null
                        : row.Read(RunJson.Plain.PortfolioSummary) is not null,
                "What was kept of the last run cannot be read; `--repair` deletes it, and it is computed again.",
                RowKind.Delete
            ),
            new(
                tables.Runs,
                EntityKey.Of(tenant, "learning"),
                RowRange.Of("version~"),
                row => row.Read(RowJson.Plain.StoredVersion) is { Number: > 0 },
                "What was learned from outcomes cannot be read; `--repair` deletes it, and the next night learns anew.",
                RowKind.Delete
            ),
        ];
}
