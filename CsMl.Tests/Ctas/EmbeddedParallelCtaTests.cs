using CsMl.Core.Storage;

namespace CsMl.Tests.Ctas;

[Trait("Speed", "Slow")]
public sealed class EmbeddedParallelCtaTests : ParallelCtaSuite
{
    private protected override Tables Over(Tables tables) => tables;
}
