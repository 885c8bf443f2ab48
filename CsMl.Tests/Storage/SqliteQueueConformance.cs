using CsMl.Core.Storage;
using CsMl.Local.Host.Queues;
using CsMl.Local.Storage;

namespace CsMl.Tests.Storage;

public sealed class SqliteQueueConformance : MessageQueueConformance, IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly SqliteDatabase _database;
    private readonly SqliteQueues _queues;

    public SqliteQueueConformance()
    {
        _database = new SqliteDatabase(_folder.File("conformance.db"));
        _queues = _database.Queues(TimeProvider.System);
    }

    protected override IWorkQueue Work => _queues;

    protected override IMessageQueues Queues => _queues;

    public void Dispose()
    {
        _database.Dispose();
        _folder.Dispose();
    }
}
