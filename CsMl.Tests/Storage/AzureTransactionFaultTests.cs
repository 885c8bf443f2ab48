using System.Text;
using Azure;
using Azure.Data.Tables;
using CsMl.Core.Storage;
using CsMl.Core.Storage.Azure;
using Fault = CsMl.Tests.Storage.FaultyTableServer.Fault;

namespace CsMl.Tests.Storage;

/// <summary>Which change of a transaction was refused, as the client reads it from the service's answer.</summary>
public sealed class AzureTransactionFaultTests : IAsyncLifetime
{
    private static readonly CancellationToken None = CancellationToken.None;

    private FaultyTableServer _server = null!;
    private IEntityTable _table = null!;

    public async Task InitializeAsync()
    {
        _server = await FaultyTableServer.StartAsync();
        _table = AzureTables.Of(_server.Client(AzureTables.Prepare(new TableClientOptions()))).Results;
    }

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(12)]
    [InlineData(99)]
    public async Task A_refused_transaction_names_the_change_that_could_not_be_made(int index)
    {
        await WriteAsync([EntityChange.Insert("there", Body("1"))]);
        var changes = Enumerable.Range(0, EntityKey.MaxChanges).Select(i => EntityChange.Upsert($"new{i}", Body("n")));

        var result = await WriteAsync([
            .. changes.Select((c, i) => i == index ? EntityChange.Insert("there", Body("2")) : c),
        ]);

        Assert.Equal(new WriteResult(WriteFailure.AlreadyExists, index), result);
        Assert.Null(await _table.FindAsync("p", "new1", None));
    }

    [Fact]
    public async Task A_refusal_that_names_no_change_is_thrown_as_it_is()
    {
        EntityChange[] changes = [EntityChange.Upsert("x", Body("1")), EntityChange.Upsert("y", Body("1"))];
        _server.Next(
            Fault.Of(413, """{"odata.error":{"code":"RequestBodyTooLarge","message":{"value":"Too large."}}}"""),
            Fault.InTransaction(413, "RequestBodyTooLarge", "The request body is too large."),
            Fault.InTransaction(409, "EntityAlreadyExists", "The specified entity already exists.")
        );

        foreach (var status in (int[])[413, 413, 409])
        {
            var refusal = await Assert.ThrowsAnyAsync<RequestFailedException>(() => WriteAsync(changes));

            Assert.Equal(status, refusal.Status);
        }
    }

    private Task<WriteResult> WriteAsync(EntityChange[] changes) => _table.WriteAsync("p", changes, None);

    private static byte[] Body(string text) => Encoding.UTF8.GetBytes(text);
}
