namespace CsMl.Tests.Portfolio;

[Trait("Speed", "Slow")]
public sealed class EmbeddedKilledRunTests : KilledRunSuite
{
    protected override string? Storage => null;

    protected override int Ctas => 200;
}
