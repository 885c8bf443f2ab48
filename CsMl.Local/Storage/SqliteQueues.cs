using System.Collections.Concurrent;
using System.Text;
using CsMl.Core.Storage;
using CsMl.Local.Host.Queues;

namespace CsMl.Local.Storage;

/// <summary>
/// The queues in a <see cref="SqliteDatabase"/>, for sending and receiving. A send of several messages is one
/// transaction: all of them or none.
/// </summary>
public sealed class SqliteQueues : IWorkQueue, IMessageQueues
{
    private const string Insert = """
        INSERT INTO messages (queue, visible_at, inserted_at, dequeue_count, receipt, body) VALUES (?1, ?2, ?2, 0, '', ?3)
        """;

    private readonly ConcurrentDictionary<string, SqliteQueue> _queues = new(StringComparer.Ordinal);
    private readonly SqliteDatabase _database;
    private readonly TimeProvider _time;

    internal SqliteQueues(SqliteDatabase database, TimeProvider time) => (_database, _time) = (database, time);

    public IMessageQueue Open(string name) => Queue(name);

    public async Task SendAsync(string queue, IReadOnlyList<string> messages, CancellationToken cancellation)
    {
        WorkMessage.Check(queue, messages);
        if (messages.Count == 0)
        {
            return;
        }

        var now = _time.GetUtcNow().ToUnixTimeMilliseconds();
        await _database.ChangeAsync(
            session =>
            {
                foreach (var message in messages)
                {
                    session.Execute(Insert, queue, now, Encoding.UTF8.GetBytes(message));
                }

                return messages.Count;
            },
            cancellation
        );
        Queue(queue).TellSent();
    }

    internal SqliteQueue Queue(string name) =>
        _queues.GetOrAdd(
            name,
            static (name, queues) => new SqliteQueue(queues, queues._database, queues._time, name),
            this
        );
}
