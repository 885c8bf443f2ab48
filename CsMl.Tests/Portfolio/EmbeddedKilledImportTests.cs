namespace CsMl.Tests.Portfolio;

[Trait("Speed", "Slow")]
public sealed class EmbeddedKilledImportTests : KilledImportSuite
{
    protected override string? Storage => null;
}
