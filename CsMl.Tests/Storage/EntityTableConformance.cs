using System.Runtime.CompilerServices;
using System.Text;
using CsMl.Core.Storage;

namespace CsMl.Tests.Storage;

/// <summary>What every kind of table does alike. Each test works in a partition of its own name.</summary>
public abstract partial class EntityTableConformance
{
    private static readonly CancellationToken None = CancellationToken.None;

    protected abstract Tables Tables { get; }

    private IEntityTable Table => Tables.Results;

    [StorageFact]
    public async Task A_row_that_is_not_there_reads_as_null()
    {
        Assert.Null(await Table.FindAsync(Partition(), "p~123", None));
    }

    [StorageFact]
    public async Task An_inserted_row_reads_back_byte_for_byte()
    {
        var partition = Partition();
        var json = Body("""{"name":"Zoë's “Café” \u0041 😀 漢字 \\ / # ? % & + ' < >","n":0.1}""");

        await DoneAsync(partition, EntityChange.Insert("p~123~CHURN", json));

        var row = await Table.FindAsync(partition, "p~123~CHURN", None);
        Assert.NotNull(row);
        Assert.Equal(partition, row.PartitionKey);
        Assert.Equal("p~123~CHURN", row.RowKey);
        Assert.Equal(json, row.Json.ToArray());
        Assert.NotEmpty(row.ETag);
    }

    [StorageFact]
    public async Task An_empty_body_reads_back_empty()
    {
        var partition = Partition();

        await DoneAsync(partition, EntityChange.Insert("x", Array.Empty<byte>()));

        Assert.Equal(0, (await Table.FindAsync(partition, "x", None))!.Json.Length);
    }

    [StorageFact]
    public async Task Insert_over_a_row_fails_and_leaves_it()
    {
        var partition = Partition();
        await DoneAsync(partition, EntityChange.Insert("x", Body("1")));

        var result = await WriteAsync(partition, EntityChange.Insert("x", Body("2")));

        Assert.Equal(new WriteResult(WriteFailure.AlreadyExists, 0), result);
        Assert.Equal("1", await TextAsync(partition, "x"));
    }

    [StorageFact]
    public async Task Upsert_writes_whether_the_row_is_there_or_not()
    {
        var partition = Partition();

        await DoneAsync(partition, EntityChange.Upsert("x", Body("1")));
        await DoneAsync(partition, EntityChange.Upsert("x", Body("2")));

        Assert.Equal("2", await TextAsync(partition, "x"));
    }

    [StorageFact]
    public async Task A_shorter_body_leaves_nothing_of_a_longer_one()
    {
        var partition = Partition();
        await DoneAsync(partition, EntityChange.Upsert("x", new byte[200_000]));

        await DoneAsync(partition, EntityChange.Upsert("x", Body("short")));

        Assert.Equal("short", await TextAsync(partition, "x"));
    }

    [StorageFact]
    public async Task Replace_writes_where_the_tag_still_fits()
    {
        var partition = Partition();
        var tag = await TagOfNewAsync(partition, "x");

        await DoneAsync(partition, EntityChange.Replace("x", Body("2"), tag));

        Assert.Equal("2", await TextAsync(partition, "x"));
    }

    [StorageFact]
    public async Task Replace_of_a_row_that_changed_fails_and_leaves_it()
    {
        var partition = Partition();
        var tag = await TagOfNewAsync(partition, "x");
        await DoneAsync(partition, EntityChange.Upsert("x", Body("theirs")));

        var result = await WriteAsync(partition, EntityChange.Replace("x", Body("mine"), tag));

        Assert.Equal(new WriteResult(WriteFailure.Changed, 0), result);
        Assert.Equal("theirs", await TextAsync(partition, "x"));
    }

    [StorageFact]
    public async Task Replace_of_a_row_that_is_gone_fails()
    {
        var partition = Partition();
        var tag = await TagOfNewAsync(partition, "x");
        await DoneAsync(partition, EntityChange.Delete("x"));

        var result = await WriteAsync(partition, EntityChange.Replace("x", Body("2"), tag));

        Assert.Equal(new WriteResult(WriteFailure.NotFound, 0), result);
        Assert.Null(await Table.FindAsync(partition, "x", None));
    }

    [StorageFact]
    public async Task Delete_removes_the_row_with_or_without_its_tag()
    {
        var partition = Partition();
        var tag = await TagOfNewAsync(partition, "x");
        await TagOfNewAsync(partition, "y");

        await DoneAsync(partition, EntityChange.Delete("x", tag));
        await DoneAsync(partition, EntityChange.Delete("y"));

        Assert.Empty(await RowsAsync(partition, All));
    }

    [StorageFact]
    public async Task Delete_of_a_row_that_changed_fails_and_leaves_it()
    {
        var partition = Partition();
        var tag = await TagOfNewAsync(partition, "x");
        await DoneAsync(partition, EntityChange.Upsert("x", Body("theirs")));

        var result = await WriteAsync(partition, EntityChange.Delete("x", tag));

        Assert.Equal(new WriteResult(WriteFailure.Changed, 0), result);
        Assert.Equal("theirs", await TextAsync(partition, "x"));
    }

    [StorageFact]
    public async Task Delete_of_a_row_that_is_not_there_fails_with_or_without_a_tag()
    {
        var partition = Partition();
        var tag = await TagOfNewAsync(partition, "x");
        await DoneAsync(partition, EntityChange.Delete("x", tag));

        Assert.Equal(
            new WriteResult(WriteFailure.NotFound, 0),
            await WriteAsync(partition, EntityChange.Delete("x", tag))
        );
        Assert.Equal(new WriteResult(WriteFailure.NotFound, 0), await WriteAsync(partition, EntityChange.Delete("x")));
    }

    [StorageFact]
    public async Task The_tag_differs_after_every_write_even_of_the_same_body_or_a_row_made_anew()
    {
        var partition = Partition();
        var tags = new List<string> { await TagOfNewAsync(partition, "x") };

        await DoneAsync(partition, EntityChange.Upsert("x", Body("1")));
        tags.Add(await TagAsync(partition, "x"));
        await DoneAsync(partition, EntityChange.Replace("x", Body("1"), tags[^1]));
        tags.Add(await TagAsync(partition, "x"));
        await DoneAsync(partition, EntityChange.Delete("x"));
        tags.Add(await TagOfNewAsync(partition, "x"));

        Assert.Equal(tags.Count, tags.Distinct().Count());
    }

    [StorageFact]
    public async Task A_query_gives_the_same_tags_as_a_point_read()
    {
        var partition = Partition();
        var tag = await TagOfNewAsync(partition, "x");

        var row = Assert.Single(await RowsAsync(partition, All));

        Assert.Equal(tag, row.ETag);
        await DoneAsync(partition, EntityChange.Replace("x", Body("2"), row.ETag));
    }

    [StorageFact]
    public async Task Partitions_and_tables_do_not_see_each_other()
    {
        var (one, other) = (Partition() + "~1", Partition() + "~10");
        await DoneAsync(one, EntityChange.Insert("x", Body("one")));
        await DoneAsync(other, EntityChange.Insert("x", Body("other")));
        Assert.Equal(
            WriteResult.Done,
            await Tables.Runs.WriteAsync(one, [EntityChange.Insert("x", Body("run"))], None)
        );

        await DoneAsync(other, EntityChange.Delete("x"));

        Assert.Equal("one", await TextAsync(one, "x"));
        Assert.Null(await Table.FindAsync(other, "x", None));
        Assert.Null(await Tables.Accounts.FindAsync(one, "x", None));
        Assert.Equal("run", Text((await Tables.Runs.FindAsync(one, "x", None))!));
    }

    private static RowRange All => new("!", "\u00FF");

    private static string Partition([CallerMemberName] string test = "") => test;

    private static byte[] Body(string text) => Encoding.UTF8.GetBytes(text);

    private static string Text(Entity entity) => Encoding.UTF8.GetString(entity.Json.Span);

    private Task<WriteResult> WriteAsync(string partition, params EntityChange[] changes) =>
        Table.WriteAsync(partition, changes, None);

    private async Task DoneAsync(string partition, params EntityChange[] changes) =>
        Assert.Equal(WriteResult.Done, await WriteAsync(partition, changes));

    private async Task<string> TextAsync(string partition, string row) =>
        Text((await Table.FindAsync(partition, row, None))!);

    private async Task<string> TagAsync(string partition, string row) =>
        (await Table.FindAsync(partition, row, None))!.ETag;

    private async Task<string> TagOfNewAsync(string partition, string row)
    {
        await DoneAsync(partition, EntityChange.Insert(row, Body("1")));
        return await TagAsync(partition, row);
    }

    private async Task<List<Entity>> RowsAsync(string partition, RowRange range)
    {
        var rows = new List<Entity>();
        await foreach (var row in Table.QueryAsync(partition, range, None))
        {
            rows.Add(row);
        }

        return rows;
    }

    private async Task<string[]> KeysAsync(string partition, RowRange range) =>
        [.. (await RowsAsync(partition, range)).Select(row => row.RowKey)];
}
