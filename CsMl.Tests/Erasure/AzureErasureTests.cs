using Azure.Data.Tables;
using CsMl.Core.Storage;
using CsMl.Core.Storage.Azure;
using CsMl.Tests.Storage;

namespace CsMl.Tests.Erasure;

[NeedsNode]
[Collection(nameof(Azurite))]
[Trait("Speed", "Slow")]
public sealed class AzureErasureTests : ErasureSuite
{
    private readonly TableServiceClient _service;
    private readonly string _prefix = "erasure" + Guid.NewGuid().ToString("N")[..8];

    public AzureErasureTests(Azurite azurite)
    {
        _service = new TableServiceClient(azurite.ConnectionString, AzureTables.Prepare(new TableClientOptions()));
        Tables = AzureTables.Of(_service, _prefix);
    }

    protected override Tables Tables { get; }

    protected override async Task<IReadOnlyList<string>> AllRowsAsync()
    {
        var rows = new List<string>();
        foreach (var table in (string[])["results", "accounts", "runs"])
        {
            await foreach (var entity in _service.GetTableClient(_prefix + table).QueryAsync<TableEntity>())
            {
                var body = System.Text.Encoding.UTF8.GetString(AzureEntity.Read(entity).Json.Span);
                rows.Add($"{entity.PartitionKey} {entity.RowKey} {body}");
            }
        }

        return rows;
    }
}
