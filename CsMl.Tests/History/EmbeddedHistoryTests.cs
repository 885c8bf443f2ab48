namespace CsMl.Tests.History;

[Trait("Speed", "Slow")]
public sealed class EmbeddedHistoryTests : HistorySuite
{
    protected override string? Storage => null;
}
