using CsMl.Core.Storage;

namespace CsMl.Tests.Storage;

public abstract partial class EntityTableConformance
{
    [StorageFact]
    public async Task A_transaction_of_every_kind_is_done_whole()
    {
        var partition = Partition();
        var replaced = await TagOfNewAsync(partition, "replaced");
        var deleted = await TagOfNewAsync(partition, "deleted");
        await TagOfNewAsync(partition, "deleted whatever its tag");
        await TagOfNewAsync(partition, "written over");

        await DoneAsync(
            partition,
            EntityChange.Insert("inserted", Body("i")),
            EntityChange.Replace("replaced", Body("r"), replaced),
            EntityChange.Delete("deleted", deleted),
            EntityChange.Delete("deleted whatever its tag"),
            EntityChange.Upsert("written over", Body("o")),
            EntityChange.Upsert("upserted", Body("u"))
        );

        var rows = await RowsAsync(partition, All);
        Assert.Equal(
            ["inserted:i", "replaced:r", "upserted:u", "written over:o"],
            rows.Select(row => $"{row.RowKey}:{Text(row)}")
        );
    }

    [StorageFact]
    public async Task A_transaction_fails_whole_and_names_the_first_change_that_could_not_be_made()
    {
        var partition = Partition();
        var stale = await TagOfNewAsync(partition, "there");
        await DoneAsync(partition, EntityChange.Upsert("there", Body("kept")));
        (EntityChange Bad, WriteFailure Failure)[] cases =
        [
            (EntityChange.Insert("there", Body("2")), WriteFailure.AlreadyExists),
            (EntityChange.Replace("there", Body("2"), stale), WriteFailure.Changed),
            (EntityChange.Replace("gone", Body("2"), stale), WriteFailure.NotFound),
            (EntityChange.Delete("there", stale), WriteFailure.Changed),
            (EntityChange.Delete("gone", stale), WriteFailure.NotFound),
            (EntityChange.Delete("gone"), WriteFailure.NotFound),
        ];

        foreach (var (bad, failure) in cases)
        {
            foreach (var index in (int[])[0, 1, 4, 12])
            {
                var changes = Enumerable.Range(0, 13).Select(i => EntityChange.Upsert($"new{i}", Body("n"))).ToArray();
                changes[index] = bad;

                Assert.Equal(new WriteResult(failure, index), await WriteAsync(partition, changes));
                Assert.Equal(["there"], await KeysAsync(partition, All));
                Assert.Equal("kept", await TextAsync(partition, "there"));
            }
        }
    }

    [StorageFact]
    public async Task Of_two_changes_that_cannot_be_made_the_first_is_named()
    {
        var partition = Partition();
        await TagOfNewAsync(partition, "there");

        var result = await WriteAsync(
            partition,
            EntityChange.Upsert("new", Body("n")),
            EntityChange.Delete("gone"),
            EntityChange.Insert("there", Body("2"))
        );

        Assert.Equal(new WriteResult(WriteFailure.NotFound, 1), result);
    }

    [StorageFact]
    public async Task A_transaction_takes_a_hundred_changes()
    {
        var partition = Partition();
        string[] rows = [.. Enumerable.Range(0, EntityKey.MaxChanges).Select(i => $"row{i:000}")];

        await DoneAsync(partition, [.. rows.Select(row => EntityChange.Insert(row, Body(row)))]);

        Assert.Equal(rows, await KeysAsync(partition, All));
        Assert.Equal(
            new WriteResult(WriteFailure.AlreadyExists, 99),
            await WriteAsync(
                partition,
                [
                    .. rows[..99].Select(row => EntityChange.Upsert(row, Body("2"))),
                    EntityChange.Insert("row099", Body("2")),
                ]
            )
        );
        Assert.Equal("row000", await TextAsync(partition, "row000"));
    }

    [StorageFact]
    public async Task What_is_no_transaction_is_refused_and_writes_nothing()
    {
        var partition = Partition();
        EntityChange Upsert(string row, int bytes = 1) => EntityChange.Upsert(row, new byte[bytes]);
        EntityChange[][] refused =
        [
            [],
            [.. Enumerable.Range(0, EntityKey.MaxChanges + 1).Select(i => Upsert($"row{i}"))],
            [Upsert("twice"), Upsert("other"), EntityChange.Delete("twice")],
            [Upsert("ok"), Upsert("a/b")],
            [Upsert("ok"), Upsert("a\\b")],
            [Upsert("ok"), Upsert("a#b")],
            [Upsert("ok"), Upsert("a?b")],
            [Upsert("ok"), Upsert("a\nb")],
            [Upsert("ok"), Upsert("a\u0085b")],
            [Upsert("ok"), Upsert("")],
            [Upsert("ok"), Upsert(new string('k', 513))],
            [Upsert("ok"), Upsert("big", EntityKey.MaxJsonBytes + 1)],
            [.. Enumerable.Range(0, 7).Select(i => Upsert($"row{i}", EntityKey.MaxJsonBytes))],
            [Upsert("ok"), new EntityChange(ChangeKind.Replace, "no tag", Body("1"), null)],
        ];

        foreach (var changes in refused)
        {
            await Assert.ThrowsAnyAsync<ArgumentException>(() => WriteAsync(partition, changes));
        }

        await Assert.ThrowsAnyAsync<ArgumentException>(() => WriteAsync("a/b", Upsert("ok")));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => Table.FindAsync("a/b", "ok", None));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => Table.FindAsync(partition, "a/b", None));
        Assert.Empty(await RowsAsync(partition, All));
    }

    [StorageFact]
    public async Task Of_fifty_writers_with_the_same_tag_one_wins_each_round()
    {
        var partition = Partition();
        var tag = await TagOfNewAsync(partition, "x");

        for (var round = 0; round < 5; round++)
        {
            var results = await Task.WhenAll(
                Enumerable
                    .Range(0, 50)
                    .Select(i => Task.Run(() => WriteAsync(partition, EntityChange.Replace("x", Body($"{i}"), tag))))
            );

            var winner = Assert.Single(Enumerable.Range(0, 50), i => results[i].Succeeded);
            Assert.All(
                results.Where(result => !result.Succeeded),
                result => Assert.Equal(new WriteResult(WriteFailure.Changed, 0), result)
            );
            Assert.Equal($"{winner}", await TextAsync(partition, "x"));
            tag = await TagAsync(partition, "x");
        }
    }

    [StorageFact]
    public async Task Of_fifty_transactions_that_insert_the_same_row_one_wins()
    {
        var partition = Partition();

        var results = await Task.WhenAll(
            Enumerable
                .Range(0, 50)
                .Select(i =>
                    Task.Run(() =>
                        WriteAsync(
                            partition,
                            EntityChange.Insert($"c~{i:00}", Body("cta")),
                            EntityChange.Insert("s~slot", Body($"{i:00}"))
                        )
                    )
                )
        );

        var winner = Assert.Single(Enumerable.Range(0, 50), i => results[i].Succeeded);
        Assert.Equal([$"c~{winner:00}", "s~slot"], await KeysAsync(partition, All));
        Assert.All(
            results.Where(result => !result.Succeeded),
            result => Assert.Equal(new WriteResult(WriteFailure.AlreadyExists, 1), result)
        );
    }

    [StorageFact]
    public async Task A_caller_who_has_left_gets_no_answer_and_changes_nothing()
    {
        var partition = Partition();
        await DoneAsync(partition, EntityChange.Insert("x", Body("1")));
        var left = new CancellationToken(canceled: true);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Table.FindAsync(partition, "x", left));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            Table.WriteAsync(partition, [EntityChange.Upsert("x", Body("2"))], left)
        );
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var _ in Table.QueryAsync(partition, All, left)) { }
        });

        Assert.Equal("1", await TextAsync(partition, "x"));
    }
}
