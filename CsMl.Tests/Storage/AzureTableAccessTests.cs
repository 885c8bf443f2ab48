using Azure;
using Azure.Data.Tables;
using CsMl.Core.Storage;
using CsMl.Core.Storage.Azure;

namespace CsMl.Tests.Storage;

/// <summary>Each way of proving who one is, against a service that checks.</summary>
[NeedsNode]
[Collection(nameof(Azurite))]
[Trait("Speed", "Slow")]
public sealed class AzureTableAccessTests(Azurite azurite)
{
    private static readonly CancellationToken None = CancellationToken.None;

    [StorageFact]
    public async Task A_connection_string_opens_the_tables()
    {
        await WriteAndReadAsync(new TableServiceClient(azurite.ConnectionString));
    }

    [StorageFact]
    public async Task A_connection_string_with_a_signature_opens_the_tables()
    {
        var connection =
            $"TableEndpoint={azurite.TableEndpoint};SharedAccessSignature={Azurite.TableSignature("rwdlau")}";

        await WriteAndReadAsync(new TableServiceClient(connection));
    }

    [StorageFact]
    public async Task A_shared_key_opens_the_tables()
    {
        await WriteAndReadAsync(Service(Azurite.AccountKey));
    }

    [StorageFact]
    public async Task A_signature_opens_the_tables_and_pages()
    {
        var credential = new AzureSasCredential(Azurite.TableSignature("rwdlau"));

        await WriteAndReadAsync(new TableServiceClient(azurite.TableEndpoint, credential));
    }

    [StorageFact]
    public async Task A_signature_that_only_reads_does_not_write()
    {
        await WriteAndReadAsync(Service(Azurite.AccountKey));
        var credential = new AzureSasCredential(Azurite.TableSignature("r"));
        var table = new TableServiceClient(azurite.TableEndpoint, credential).GetTableClient("accessresults");

        var refusal = await Assert.ThrowsAsync<RequestFailedException>(() =>
            table.UpsertEntityAsync(new TableEntity("p", "x"))
        );

        Assert.Equal(403, refusal.Status);
    }

    [StorageFact]
    public async Task A_wrong_key_is_refused_and_is_no_outage()
    {
        var tables = AzureTables.Of(Service(Convert.ToBase64String("wrong"u8)), "access");

        var refusal = await Assert.ThrowsAsync<RequestFailedException>(() => tables.Results.FindAsync("p", "x", None));

        Assert.Equal(403, refusal.Status);
    }

    private TableServiceClient Service(string key) =>
        new(azurite.TableEndpoint, new TableSharedKeyCredential(Azurite.AccountName, key));

    private static async Task WriteAndReadAsync(TableServiceClient service)
    {
        const string partition = "default~3 é'%+&=";
        var table = AzureTables.Of(service, "access").Results;
        string[] rows = [.. Enumerable.Range(0, 1_100).Select(i => $"{i:0000} é'%+&=")];
        foreach (var some in rows.Chunk(EntityKey.MaxChanges))
        {
            EntityChange[] changes = [.. some.Select(row => EntityChange.Upsert(row, "1"u8.ToArray()))];
            Assert.Equal(WriteResult.Done, await table.WriteAsync(partition, changes, None));
        }

        Assert.Equal(
            WriteResult.Done,
            await table.WriteAsync(partition, [EntityChange.Upsert(rows[0], "2"u8.ToArray())], None)
        );
        Assert.Equal("2"u8.ToArray(), (await table.FindAsync(partition, rows[0], None))!.Json.ToArray());
        var read = new List<string>();
        await foreach (var row in table.QueryAsync(partition, new RowRange("0", "9"), None))
        {
            read.Add(row.RowKey);
        }

        Assert.Equal(rows, read);
    }
}
