using CsMl.Core.Storage;

namespace CsMl.Tests.Storage;

public sealed class EmbeddedDailyLimitsTests : DailyLimitsSuite, IDisposable
{
    private readonly TemporaryStore _store = new();

    private protected override Tables Tables => _store.Tables;

    public void Dispose() => _store.Dispose();
}
