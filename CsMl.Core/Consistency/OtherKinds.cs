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
    /// <summary>Those that belong to no tenant.</summary>
    public IEnumerable<RowKind> Shared =>
        [
            new(
                tables.Runs,
                RunHeartbeats.Partition,
                RowRange.All,
                row => row.Read(RunJson.Plain.RunHeartbeat) is not null,
                "When a run was last worked on cannot be read; `--repair` sets it to long ago, and the run goes on.",
                RunHeartbeats.Renew
            ),
            new(
                tables.Runs,
                PageSessions.Partition,
                RowRange.All,
                row => row.Read(RowJson.Plain.PageSession) is { KeyHash: not null },
                "A sign-in to the pages cannot be read; `--repair` deletes it, and somebody signs in again.",
                RowKind.Delete
            ),
        ];

    public IEnumerable<RowKind> Of(string tenant) =>
        [
            new(
                tables.Accounts,
                ErasedAccounts.Partition(tenant),
                RowRange.Of(ErasedAccounts.TombstoneKind + EntityKey.Separator),
                row => row.Read(RowJson.Plain.Tombstone).ErasedAt > default(DateTimeOffset),
                "The mark of an erased account cannot be read, so that it bars the account; erase that again, or store its facts with restore=true."
            ),
            new(
                tables.Accounts,
                TenantSettings.Partition(tenant),
                RowRange.All,
                row => row.Read(SettingsJson.Plain.SettingsRow) is { Settings: not null },
                "The tenant's settings cannot be read; put a copy of the store in its place."
            ),
            new(
                tables.Accounts,
                PlaybookStore.Partition(tenant),
                RowRange.All,
                row => row.Read(CrmJson.Plain.PlaybookRow) is { Playbook: not null },
                "A playbook cannot be read; `--repair` deletes it: write it again then.",
                RowKind.Delete
            ),
            new(
                tables.Accounts,
                SyncStates.Partition(tenant),
                RowRange.Of(SyncStates.CursorRow) with
                {
                    To = SyncStates.CursorRow + "!",
                },
                row => row.Read(CrmJson.Plain.SyncCursor) is not null,
                "The place in the CRM's changes cannot be read; `--repair` deletes it, and the next sync reads all accounts.",
                RowKind.Delete
            ),
            new(
                tables.Accounts,
                SyncStates.Partition(tenant),
                RowRange.Of(SyncStates.StateRow) with
                {
                    To = SyncStates.StateRow + "!",
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
                KeptAnswers.Partition(tenant),
                RowRange.All,
                row => row.Read(RowJson.Plain.KeptRow) is not null,
                "The answer to a request cannot be read; `--repair` deletes it, and the request sent again is carried out again.",
                RowKind.Delete
            ),
            new(
                tables.Runs,
                AuditLog.Partition(tenant),
                RowRange.All,
                row => row.Read(AuditJson.Plain.AuditEntry) is { Id: not null },
                "An entry of the audit log cannot be read; it goes with the entries of its age."
            ),
            new(
                tables.Runs,
                DailyLimits.Partition(tenant),
                RowRange.All,
                row => row.Read(RowJson.Plain.LimitRow) is { Day: not null },
                "What was used of a daily limit cannot be read; `--repair` deletes it, and it is counted from 0.",
                RowKind.Delete
            ),
            new(
                tables.Runs,
                BudgetStore.Partition(tenant),
                RowRange.All,
                row => row.Read(BudgetJson.Plain.BudgetRow) is not null,
                "What the language model cost cannot be read; `--repair` deletes it, and its budget is counted from 0.",
                RowKind.Delete
            ),
            new(
                tables.Runs,
                ClosedRuns.Partition(tenant),
                RowRange.All,
                row =>
                    row.RowKey == KeptSummaries.RowKey
                        ? row.Read(RunJson.Plain.PortfolioSummary) is not null
                        : row.Read(RunJson.Plain.ClosedRun) is not null,
                "What was kept of the last run cannot be read; `--repair` deletes it, and it is computed again.",
                RowKind.Delete
            ),
            new(
                tables.Runs,
                LearnedVersions.Partition(tenant),
                LearnedVersions.Versions,
                row => row.Read(RowJson.Plain.StoredVersion) is { Number: > 0 },
                "What was learned from outcomes cannot be read; `--repair` deletes it, and the next night learns anew.",
                RowKind.Delete
            ),
        ];
}
