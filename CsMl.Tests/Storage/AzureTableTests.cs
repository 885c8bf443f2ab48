using Azure.Data.Tables;
using CsMl.Core.Storage;

namespace CsMl.Tests.Storage;

[NeedsNode]
[Collection(nameof(Azurite))]
public sealed class AzureTableConformance(Azurite azurite) : EntityTableConformance
{
    protected override Tables Tables { get; } =
        AzureTables.Of(
            new TableServiceClient(azurite.ConnectionString, AzureTables.Prepare(new TableClientOptions())),
            "conformance"
        );
}
