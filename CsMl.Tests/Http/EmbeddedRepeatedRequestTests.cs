using CsMl.Core.Storage;

namespace CsMl.Tests.Http;

[Trait("Speed", "Slow")]
public sealed class EmbeddedRepeatedRequestTests : RepeatedRequestSuite
{
    protected override Tables? Tables => null;
}
