using System.Text;
using CsMl.Core.Storage;

namespace CsMl.Tests.Storage;

public abstract partial class EntityTableConformance
{
    [StorageFact]
    public async Task Rows_come_in_ordinal_order_and_keys_tell_case_and_marks_apart()
    {
        var partition = Partition();
        string[] keys =
        [
            "a",
            "A",
            "b",
            "B",
            "a~",
            "a~1",
            "a~10",
            "a~2",
            "a@b",
            "a:b",
            "a.b",
            "a_b",
            "a-b",
            "a'b",
            "a''b",
            "a%b",
            "a%27b",
            "a b",
            "a+b",
            "a&b",
            "a=b",
            "a(b)",
            "a,b",
            "a;b",
            "a!b",
            "a*b",
            "$a",
            "14646@2011-05-12",
            "é",
            "漢",
        ];
        await DoneAsync(partition, [.. keys.Select(key => EntityChange.Insert(key, Body(key)))]);

        var rows = await RowsAsync(partition, new RowRange("!", "\uFFFD"));

        Assert.Equal(keys.Order(StringComparer.Ordinal), rows.Select(row => row.RowKey));
        Assert.All(rows, row => Assert.Equal(row.RowKey, Text(row)));
        foreach (var key in keys)
        {
            Assert.Equal(key, await TextAsync(partition, key));
            await DoneAsync(partition, EntityChange.Replace(key, Body("2"), await TagAsync(partition, key)));
        }

        await DoneAsync(partition, [.. keys[1..].Select(key => EntityChange.Delete(key))]);
        await DoneAsync(partition, EntityChange.Delete(keys[0]));
        Assert.Empty(await RowsAsync(partition, All));
    }

    [StorageFact]
    public async Task Partition_keys_take_the_same_marks()
    {
        string[] partitions = [.. "@:._-~'% +&=(),;!*$é漢".Select(mark => $"{Partition()}{mark}x")];
        foreach (var partition in partitions)
        {
            await DoneAsync(partition, EntityChange.Insert("x", Body(partition)));
            await DoneAsync(partition, EntityChange.Insert("y", Body("y")), EntityChange.Delete("x"));
        }

        foreach (var partition in partitions)
        {
            Assert.Equal(["y"], await KeysAsync(partition, All));
            Assert.Equal("y", await TextAsync(partition, "y"));
        }
    }

    [StorageFact]
    public async Task A_range_holds_its_beginning_and_not_its_end()
    {
        var partition = Partition();
        await DoneAsync(partition, [.. "abcde".Select(c => EntityChange.Insert($"{c}", Body("1")))]);

        Assert.Equal(["b", "c"], await KeysAsync(partition, new RowRange("b", "d")));
        Assert.Equal(["c"], await KeysAsync(partition, new RowRange("b", "d", AfterFrom: true)));
        Assert.Equal(["c"], await KeysAsync(partition, new RowRange("b", "d").After("b")));
        Assert.Empty(await KeysAsync(partition, new RowRange("b", "d").After("c")));
        Assert.Empty(await KeysAsync(partition, new RowRange("b", "b")));
        Assert.Empty(await KeysAsync(partition, new RowRange("d", "b")));
        Assert.Empty(await KeysAsync(partition + " another", All));
    }

    [StorageFact]
    public async Task A_prefix_takes_its_rows_and_no_neighbour()
    {
        var partition = Partition();
        string[] keys = ["p~1~CHURN", "p~1~é", "p~1~zz~9", "p~10~CHURN", "p~1.0~CHURN", "p~1-~A", "P~1~CHURN", "q~1~A"];
        await DoneAsync(partition, [.. keys.Select(key => EntityChange.Insert(key, Body("1")))]);

        Assert.Equal(["p~1~CHURN", "p~1~zz~9"], await KeysAsync(partition, RowRange.Of("p~1~")));
        Assert.Equal(["p~10~CHURN"], await KeysAsync(partition, RowRange.Of("p~10~")));
    }

    [StorageFact]
    public async Task More_rows_than_the_service_answers_at_once_come_once_each()
    {
        var partition = Partition();
        string[] keys = [.. Enumerable.Range(0, 1_250).Select(i => $"h~123~{i:00000}")];
        foreach (var some in keys.Chunk(EntityKey.MaxChanges))
        {
            await DoneAsync(partition, [.. some.Select(key => EntityChange.Insert(key, Body(key)))]);
        }

        Assert.Equal(keys, await KeysAsync(partition, RowRange.Of("h~123~")));
        Assert.Equal(keys[1_001..], await KeysAsync(partition, RowRange.Of("h~123~").After(keys[1_000])));
    }

    [StorageFact]
    public async Task A_small_page_size_changes_nothing_but_how_many_rows_are_fetched_at_a_time()
    {
        var partition = Partition();
        string[] keys = ["r~1", "r~2", "r~3", "r~4", "r~5"];
        await DoneAsync(partition, [.. keys.Select(key => EntityChange.Insert(key, Body(key)))]);

        Assert.Equal(keys, await KeysAsync(partition, RowRange.Of("r~") with { PageSize = 2 }));
        Assert.Equal(keys, await KeysAsync(partition, RowRange.Of("r~") with { PageSize = 1 }));
    }

    [StorageFact]
    public async Task Rows_written_while_a_query_goes_on_do_not_come_twice()
    {
        var partition = Partition();
        string[] keys = [.. Enumerable.Range(0, 600).Select(i => $"{i:0000}")];
        foreach (var some in keys.Chunk(EntityKey.MaxChanges))
        {
            await DoneAsync(partition, [.. some.Select(key => EntityChange.Insert(key, Body("1")))]);
        }

        var seen = new List<string>();
        await foreach (var row in Table.QueryAsync(partition, All, None))
        {
            seen.Add(row.RowKey);
            if (seen.Count % 50 == 0)
            {
                await DoneAsync(partition, EntityChange.Upsert(row.RowKey, Body("2")));
                await DoneAsync(partition, EntityChange.Delete(keys[seen.Count - 10]));
            }
        }

        Assert.Equal(keys, seen);
    }

    [StorageFact]
    public async Task A_query_stops_when_its_caller_leaves()
    {
        var partition = Partition();
        await DoneAsync(partition, [.. "abc".Select(c => EntityChange.Insert($"{c}", Body("1")))]);
        using var caller = new CancellationTokenSource();
        var seen = 0;

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var _ in Table.QueryAsync(partition, All, caller.Token))
            {
                seen++;
                await caller.CancelAsync();
            }
        });

        Assert.Equal(1, seen);
    }

    [StorageFact]
    public async Task Bodies_of_every_width_read_back_whole_up_to_the_limit()
    {
        var partition = Partition();
        foreach (var character in (string[])["\"", "é", "漢", "😀"])
        {
            // One byte more in front moves every later character against the borders at which a body is split.
            for (var shift = 0; shift < 4; shift++)
            {
                var width = Encoding.UTF8.GetByteCount(character);
                var count = (EntityKey.MaxJsonBytes - shift) / width;
                var json = Body(new string('a', shift) + string.Concat(Enumerable.Repeat(character, count)));

                await DoneAsync(partition, EntityChange.Upsert("x", json));

                Assert.Equal(json, (await Table.FindAsync(partition, "x", None))!.Json.ToArray());
                Assert.Equal(json, Assert.Single(await RowsAsync(partition, All)).Json.ToArray());
            }
        }
    }

    [StorageFact]
    public async Task Bodies_next_to_the_borders_at_which_they_are_split_read_back_whole()
    {
        var partition = Partition();
        foreach (var border in (int[])[32_768, 65_535, 65_536, 131_072, 196_608])
        {
            var bodies = Enumerable.Range(-2, 5).Select(i => Body(new string('b', border + i))).ToArray();
            await DoneAsync(partition, [.. bodies.Select((json, i) => EntityChange.Upsert($"x{i}", json))]);

            Assert.Equal(bodies, (await RowsAsync(partition, All)).Select(row => row.Json.ToArray()));
        }
    }

    [StorageFact]
    public async Task The_largest_transaction_is_taken_whatever_its_characters()
    {
        var partition = Partition();
        // Quotes and characters outside ASCII are what JSON inside JSON swells most on.
        foreach (var character in (char[])['"', '漢'])
        {
            const int bodies = 100;
            var bytes = EntityKey.MaxTransactionBytes / bodies;
            var json = Body(new string(character, bytes / Encoding.UTF8.GetByteCount([character])));

            await DoneAsync(
                partition,
                [.. Enumerable.Range(0, bodies).Select(i => EntityChange.Upsert($"row{i:00}", json))]
            );

            Assert.All(await RowsAsync(partition, All), row => Assert.Equal(json, row.Json.ToArray()));
        }
    }
}
