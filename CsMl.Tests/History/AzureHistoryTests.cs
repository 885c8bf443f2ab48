using CsMl.Tests.Storage;

namespace CsMl.Tests.History;

[NeedsNode]
[Collection(nameof(Azurite))]
[Trait("Speed", "Slow")]
public sealed class AzureHistoryTests(Azurite azurite) : HistorySuite
{
    protected override string? Storage => azurite.ConnectionString;
}
