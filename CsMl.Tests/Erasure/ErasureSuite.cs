using CsMl.Core.Accounts;
using CsMl.Core.Crm;
using CsMl.Core.Portfolio;
using CsMl.Core.Storage;
using CsMl.Tests.Storage;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace CsMl.Tests.Erasure;

/// <summary>An account of which there are rows of every kind is erased, on each kind of table.</summary>
public abstract class ErasureSuite
{
    private static readonly CancellationToken None = CancellationToken.None;

    protected abstract Tables Tables { get; }

    /// <summary>Keys and bodies of all rows of all tables.</summary>
    protected abstract Task<IReadOnlyList<string>> AllRowsAsync();

    [StorageFact]
    public async Task Nothing_is_left_but_a_hash_and_the_rows_of_others_stay()
    {
        const string tenant = "whole";
        await EveryRow.WriteAsync(Tables, tenant);
        Assert.Equal(EveryRow.Kinds, await EveryRow.KindsAsync(Tables, tenant));
        var account = new AccountKey(tenant, EveryRow.Id);

        var erasure = await Erase(Tables).RunAsync(account, None);

        Assert.True(erasure!.IsComplete);
        Assert.Equal(
            new ErasedRows(
                Facts: 3,
                Predictions: 122,
                Bases: 1,
                IndexEntries: 8,
                Ctas: 2,
                CtaEvents: 1,
                Slots: 1,
                Outcomes: 3,
                Opinions: 1,
                Deliveries: 5,
                Watches: 2,
                Runs: 4,
                Syncs: 2
            ),
            erasure.Erased
        );
        // The neighbour's id contains the other's only where it is longer.
        Assert.Equal(
            [ResultKeys.ChurnRisk(EveryRow.Id + "-2")],
            (await AllRowsAsync()).Where(row => row.Contains(EveryRow.Mark, StringComparison.Ordinal)).Select(KeyOf)
        );
        var rows = await TemporaryStore.RowsAsync(Tables.Results, tenant);
        Assert.Contains(
            ResultKeys.Watch(ValidationDue.Of(Some.Now, EveryRow.Neighbour)),
            rows.Select(row => row.RowKey)
        );
        Assert.NotNull(
            await new AccountIndex(Tables, TimeProvider.System).FindAsync(new(tenant, EveryRow.Neighbour), None)
        );
        var run = Assert.Single(await new RunStore(Tables).ListAsync(tenant, None), run => run.Kind == RunKind.Nightly);
        Assert.Equal([RunFailure.Erased, EveryRow.Neighbour], run.Failures.Select(failure => failure.AccountId));

        Assert.Equal(new ErasedRows(), (await Erase(Tables).RunAsync(account, None))!.Erased);
    }

    [StorageFact]
    [Trait("Speed", "Slow")]
    public async Task Cut_off_at_any_call_before_it_arrives_the_next_night_ends_it() => await CutAsync(arrives: false);

    [StorageFact]
    [Trait("Speed", "Slow")]
    public async Task Cut_off_at_any_call_behind_it_the_next_night_ends_it() => await CutAsync(arrives: true);

    private async Task CutAsync(bool arrives)
    {
        var cut = new Cut();
        var tables = cut.Over(Tables);
        var begun = 0;
        for (var call = 0; ; call++)
        {
            var tenant = $"cut-{arrives}-{call}";
            await EveryRow.WriteAsync(Tables, tenant);
            var account = new AccountKey(tenant, EveryRow.Id);
            cut.At(call, arrives);
            try
            {
                await Erase(tables).RunAsync(account, None);
            }
            catch (Cut.CutException)
            {
                // The process was killed here.
            }

            var isOver = !cut.Happened;
            cut.Mend();
            var erased = new ErasedAccounts(Tables);
            if (await erased.FindTombstoneAsync(account, None) is not null)
            {
                begun++;
                await Erase(Tables).ResumeAsync(tenant, None);
            }
            else
            {
                Assert.Equal(EveryRow.Kinds, await EveryRow.KindsAsync(Tables, tenant));
                await Erase(Tables).RunAsync(account, None);
            }

            Assert.Empty(await erased.ListOpenAsync(tenant, None));
            Assert.Equal("", await EveryRow.KindsAsync(Tables, tenant));
            if (isOver)
            {
                break;
            }
        }

        Assert.InRange(begun, 20, 200);
        Assert.All(
            (await AllRowsAsync()).Where(row => row.Contains(EveryRow.Mark, StringComparison.Ordinal)),
            row => Assert.Equal(ResultKeys.ChurnRisk(EveryRow.Id + "-2"), KeyOf(row))
        );
    }

    /// <summary>The key of a row as <see cref="AllRowsAsync"/> tells it.</summary>
    protected static string KeyOf(string row) => row.Split(' ')[1];

    private static EraseAccount Erase(Tables tables)
    {
        var runs = new RunStore(tables);
        var answers = new KeptAnswers(tables, TimeProvider.System, NullLogger<KeptAnswers>.Instance);
        var heartbeats = new RunHeartbeats(
            tables,
            Options.Create(new RunOptions()),
            TimeProvider.System,
            NullLogger<RunHeartbeats>.Instance
        );
        return new EraseAccount(
            new AccountIndex(tables, TimeProvider.System),
            new ErasedAccounts(tables),
            new SyncStates(tables),
            new EraseFromRuns(
                runs,
                new RunPages(tables),
                new ImportStore(tables),
                heartbeats,
                answers,
                NullLogger<EraseFromRuns>.Instance
            ),
            SomeAudit.Of(tables),
            tables,
            TimeProvider.System,
            NullLogger<EraseAccount>.Instance
        );
    }
}
