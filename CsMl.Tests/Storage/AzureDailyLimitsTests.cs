using Azure.Data.Tables;
using CsMl.Core.Storage;
using CsMl.Core.Storage.Azure;

namespace CsMl.Tests.Storage;

[NeedsNode]
[Collection(nameof(Azurite))]
[Trait("Speed", "Slow")]
public sealed class AzureDailyLimitsTests(Azurite azurite) : DailyLimitsSuite
{
    private protected override Tables Tables { get; } =
        AzureTables.Of(
            new TableServiceClient(azurite.ConnectionString, AzureTables.Prepare(new TableClientOptions())),
            "limits"
        );
}
