using Azure.Data.Tables;
using CsMl.Core.Storage;
using CsMl.Core.Storage.Azure;
using CsMl.Tests.Storage;

namespace CsMl.Tests.Ctas;

[NeedsNode]
[Collection(nameof(Azurite))]
[Trait("Speed", "Slow")]
public sealed class AzureParallelCtaTests(Azurite azurite) : ParallelCtaSuite
{
    private protected override Tables Over(Tables tables) =>
        AzureTables.Of(
            new TableServiceClient(azurite.ConnectionString, AzureTables.Prepare(new TableClientOptions())),
            "parallel"
        );
}
