namespace CsMl.Tests.History;

[Trait("Speed", "Slow")]
public sealed class EmbeddedHistoryTests : HistorySuite
{
    protected override bool IsAzure => false;
}
