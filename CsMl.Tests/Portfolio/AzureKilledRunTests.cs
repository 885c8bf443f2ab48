using CsMl.Tests.Storage;

namespace CsMl.Tests.Portfolio;

[NeedsNode]
[Collection(nameof(Azurite))]
[Trait("Speed", "Slow")]
public sealed class AzureKilledRunTests(Azurite azurite) : KilledRunSuite
{
    protected override string? Storage => azurite.ConnectionString;

    protected override int Ctas => 50;
}
