using System.Text;
using Azure;
using Azure.Core;
using Azure.Data.Tables;
using CsMl.Core.Storage;
using CsMl.Core.Storage.Azure;
using Fault = CsMl.Tests.Storage.FaultyTableServer.Fault;

namespace CsMl.Tests.Storage;

/// <summary>What the app sees when the table service, or the way to it, fails.</summary>
public sealed class AzureTableFaultTests : IAsyncLifetime
{
    private const int Retries = 3;

    /// <summary>On a busy machine an attempt can be given up before the server has taken the fault that was meant for it.</summary>
    private const int Many = 100;

    private static readonly CancellationToken None = CancellationToken.None;

    private FaultyTableServer _server = null!;
    private IEntityTable _table = null!;

    public async Task InitializeAsync()
    {
        _server = await FaultyTableServer.StartAsync();
        _table = Table(AzureTables.Prepare(Options()));
    }

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task A_busy_service_is_asked_again()
    {
        _server.Next(Fault.Busy, Fault.Throttled, Fault.Lost);

        Assert.Equal(WriteResult.Done, await WriteAsync(EntityChange.Insert("x", Body("1"))));

        _server.Next(Fault.Busy, Fault.Throttled, Fault.Lost);
        Assert.Equal("1", await TextAsync("x"));
    }

    [Fact]
    public async Task A_service_that_stays_busy_is_unavailable()
    {
        foreach (var fault in (Fault[])[Fault.Busy, Fault.Throttled, Fault.Lost])
        {
            await AllAreUnavailableAsync(fault, fault, fault, fault);
        }
    }

    [Fact]
    public async Task An_answer_that_never_comes_is_unavailable_and_asked_for_again_first()
    {
        _table = Table(AzureTables.Prepare(Options(retries: Many)));
        _server.Next(Fault.Silent);
        Assert.Equal(WriteResult.Done, await WriteAsync(EntityChange.Insert("x", Body("1"))));

        _table = Table(AzureTables.Prepare(Options()));
        _server.Next(Fault.Silent, Fault.Silent, Fault.Silent, Fault.Silent);
        await Assert.ThrowsAsync<StorageUnavailableException>(() => _table.FindAsync("p", "x", None));
    }

    [Fact]
    public async Task A_caller_who_leaves_is_no_outage()
    {
        _server.Next(Fault.Silent);
        using var caller = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _table.FindAsync("p", "x", caller.Token));
    }

    [Fact]
    public async Task An_answer_of_something_else_is_unavailable()
    {
        var page = Fault.Of(200, "<html>Sign in to the airport's network</html>", "text/html");
        var torn = Fault.Of(
            202,
            "--b\r\nContent-Type: multipart/mixed; boundary=c\r\n\r\n--c\r\n\r\nHTTP/1.1 204 No Content\r\n",
            "multipart/mixed; boundary=b"
        );

        _server.Next(page);
        await Assert.ThrowsAsync<StorageUnavailableException>(() => _table.FindAsync("p", "x", None));
        _server.Next(page);
        await Assert.ThrowsAsync<StorageUnavailableException>(() => RowsAsync());
        _server.Next(page);
        await Assert.ThrowsAsync<StorageUnavailableException>(() => WriteAsync(EntityChange.Upsert("x", Body("1"))));
        foreach (var fault in (Fault[])[page, torn])
        {
            _server.Next(fault);
            await Assert.ThrowsAsync<StorageUnavailableException>(() =>
                WriteAsync(EntityChange.Upsert("x", Body("1")), EntityChange.Upsert("y", Body("1")))
            );
        }
    }

    [Fact]
    public async Task A_refusal_that_no_waiting_ends_is_thrown_as_it_is()
    {
        _server.Next(Fault.Of(403, """{"odata.error":{"code":"AuthenticationFailed","message":{"value":"No."}}}"""));

        var refusal = await Assert.ThrowsAsync<RequestFailedException>(() => _table.FindAsync("p", "x", None));

        Assert.Equal((403, "AuthenticationFailed"), (refusal.Status, refusal.ErrorCode));
    }

    [Fact]
    public async Task A_write_whose_answer_was_lost_is_known_again()
    {
        _table = Table(AzureTables.Prepare(Options(retries: Many)));
        foreach (var fault in (Fault[])[Fault.DoneAndTorn, Fault.DoneAndSilent])
        {
            _server.Next(fault);
            Assert.Equal(WriteResult.Done, await WriteAsync(EntityChange.Insert("x", Body("1"))));

            var tag = (await _table.FindAsync("p", "x", None))!.ETag;
            _server.Next(fault);
            Assert.Equal(WriteResult.Done, await WriteAsync(EntityChange.Replace("x", Body("2"), tag)));
            Assert.Equal("2", await TextAsync("x"));

            tag = (await _table.FindAsync("p", "x", None))!.ETag;
            _server.Next(fault);
            Assert.Equal(WriteResult.Done, await WriteAsync(EntityChange.Delete("x", tag)));
            Assert.Null(await _table.FindAsync("p", "x", None));
        }
    }

    [Fact]
    public async Task A_transaction_whose_answer_was_lost_is_known_again_whatever_its_first_change()
    {
        await WriteAsync(EntityChange.Insert("old", Body("1")), EntityChange.Insert("other", Body("1")));
        var tag = (await _table.FindAsync("p", "other", None))!.ETag;

        _server.Next(Fault.DoneAndTorn);
        Assert.Equal(
            WriteResult.Done,
            await WriteAsync(EntityChange.Delete("old"), EntityChange.Replace("other", Body("2"), tag))
        );
        _server.Next(Fault.DoneAndTorn);
        Assert.Equal(
            WriteResult.Done,
            await WriteAsync(EntityChange.Upsert("other", Body("3")), EntityChange.Insert("new", Body("3")))
        );
        _server.Next(Fault.DoneAndTorn);
        Assert.Equal(WriteResult.Done, await WriteAsync(EntityChange.Delete("other"), EntityChange.Delete("new")));

        Assert.Null(await _table.FindAsync("p", "new", None));
    }

    [Fact]
    public async Task A_refusal_behind_a_lost_request_is_believed_where_the_row_is_anothers()
    {
        await WriteAsync(EntityChange.Insert("x", Body("1")));
        var stale = (await _table.FindAsync("p", "x", None))!.ETag;
        await WriteAsync(EntityChange.Upsert("x", Body("theirs")));

        _server.Next(Fault.Lost);
        Assert.Equal(
            new WriteResult(WriteFailure.AlreadyExists, 0),
            await WriteAsync(EntityChange.Insert("x", Body("mine")))
        );
        _server.Next(Fault.Lost);
        Assert.Equal(
            new WriteResult(WriteFailure.Changed, 0),
            await WriteAsync(EntityChange.Replace("x", Body("mine"), stale))
        );
        _server.Next(Fault.Lost);
        Assert.Equal(
            new WriteResult(WriteFailure.Changed, 1),
            await WriteAsync(EntityChange.Insert("y", Body("mine")), EntityChange.Delete("x", stale))
        );
        Assert.Equal("theirs", await TextAsync("x"));
        Assert.Null(await _table.FindAsync("p", "y", None));
    }

    [Fact]
    public async Task A_client_that_counts_no_attempts_knows_its_writes_again_too()
    {
        _table = Table(Options());

        _server.Next(Fault.DoneAndTorn);
        Assert.Equal(WriteResult.Done, await WriteAsync(EntityChange.Insert("x", Body("1"))));
        Assert.Equal(
            new WriteResult(WriteFailure.AlreadyExists, 0),
            await WriteAsync(EntityChange.Insert("x", Body("1")))
        );
    }

    [Fact]
    public async Task A_refusal_of_the_only_attempt_costs_no_second_request()
    {
        await WriteAsync(EntityChange.Insert("x", Body("1")));

        await WriteAsync(EntityChange.Insert("x", Body("2")));
        await WriteAsync(EntityChange.Upsert("y", Body("2")), EntityChange.Insert("x", Body("2")));

        Assert.Equal(["POST", "POST", "POST $batch"], _server.Requests);
    }

    [Fact]
    public async Task A_table_is_made_once_and_tried_again_where_that_failed()
    {
        _server.CannotCreate = true;
        await Assert.ThrowsAsync<StorageUnavailableException>(() => _table.FindAsync("p", "x", None));
        var failed = _server.Creations;
        _server.CannotCreate = false;

        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(() => _table.FindAsync("p", "x", None))));

        Assert.Equal(failed + 1, _server.Creations);
    }

    [Fact]
    public async Task A_table_that_someone_deleted_is_made_again()
    {
        await WriteAsync(EntityChange.Insert("x", Body("1")));
        _server.Next(Fault.Of(404, """{"odata.error":{"code":"TableNotFound","message":{"value":"Gone."}}}"""));

        await Assert.ThrowsAsync<StorageUnavailableException>(() => WriteAsync(EntityChange.Upsert("x", Body("2"))));
        Assert.Equal(WriteResult.Done, await WriteAsync(EntityChange.Upsert("x", Body("2"))));

        Assert.Equal(2, _server.Creations);
    }

    [Fact]
    public async Task A_page_without_rows_is_not_the_end()
    {
        const string row =
            """{"value":[{"odata.etag":"W/\"1\"","PartitionKey":"p","RowKey":"x","Body@odata.type":"Edm.Binary","Body":"MQ=="}]}""";
        _server.Next(
            Fault.Of(
                200,
                """{"value":[]}""",
                headers:
                [
                    ("x-ms-continuation-NextPartitionKey", "1!4!cA--"),
                    ("x-ms-continuation-NextRowKey", "1!4!eA--"),
                ]
            ),
            Fault.Busy,
            Fault.Of(200, row)
        );

        Assert.Equal(["x"], await RowsAsync());
    }

    [Fact]
    public async Task A_service_out_of_reach_is_unavailable()
    {
        await _server.DisposeAsync();

        await Assert.ThrowsAsync<StorageUnavailableException>(() => _table.FindAsync("p", "x", None));
    }

    private TableClientOptions Options(int retries = Retries)
    {
        var options = new TableClientOptions();
        options.Retry.Mode = RetryMode.Fixed;
        options.Retry.Delay = TimeSpan.FromMilliseconds(1);
        options.Retry.MaxRetries = retries;
        options.AddPolicy(new FaultTimeout(_server), HttpPipelinePosition.PerRetry);
        return options;
    }

    private IEntityTable Table(TableClientOptions options) => AzureTables.Of(_server.Client(options)).Results;

    private async Task AllAreUnavailableAsync(params Fault[] faults)
    {
        _server.Next(faults);
        await Assert.ThrowsAsync<StorageUnavailableException>(() => _table.FindAsync("p", "x", None));
        _server.Next(faults);
        await Assert.ThrowsAsync<StorageUnavailableException>(() => RowsAsync());
        _server.Next(faults);
        await Assert.ThrowsAsync<StorageUnavailableException>(() => WriteAsync(EntityChange.Upsert("x", Body("1"))));
        _server.Next(faults);
        await Assert.ThrowsAsync<StorageUnavailableException>(() =>
            WriteAsync(EntityChange.Upsert("x", Body("1")), EntityChange.Upsert("y", Body("1")))
        );
    }

    private Task<WriteResult> WriteAsync(params EntityChange[] changes) => _table.WriteAsync("p", changes, None);

    private async Task<string> TextAsync(string row) =>
        Encoding.UTF8.GetString((await _table.FindAsync("p", row, None))!.Json.Span);

    private async Task<string[]> RowsAsync()
    {
        var rows = new List<string>();
        await foreach (var row in _table.QueryAsync("p", new RowRange("a", "z"), None))
        {
            rows.Add(row.RowKey);
        }

        return [.. rows];
    }

    private static byte[] Body(string text) => Encoding.UTF8.GetBytes(text);
}
