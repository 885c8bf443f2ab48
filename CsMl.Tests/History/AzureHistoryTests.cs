using CsMl.Tests.Storage;

namespace CsMl.Tests.History;

[NeedsNode]
[Collection(nameof(Azurite))]
[Trait("Speed", "Slow")]
public sealed class AzureHistoryTests : HistorySuite
{
    protected override bool IsAzure => true;
}
