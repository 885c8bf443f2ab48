using CsMl.Tests.Storage;

namespace CsMl.Tests.Portfolio;

[NeedsNode]
[Collection(nameof(Azurite))]
[Trait("Speed", "Slow")]
public sealed class AzureKilledImportTests(Azurite azurite) : KilledImportSuite
{
    protected override string? Storage => azurite.ConnectionString;
}
