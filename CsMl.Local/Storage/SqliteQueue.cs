using System.Globalization;
using Azure.Storage.Queues.Models;
using CsMl.Core.Storage;
using CsMl.Local.Host.Queues;

namespace CsMl.Local.Storage;

/// <summary>
/// One queue in a <see cref="SqliteDatabase"/>. A message is hidden by its visibility time and never by a lock, so the
/// messages of a killed process become visible again by themselves.
/// </summary>
internal sealed class SqliteQueue : IMessageQueue
{
    private const string Waiting = "SELECT id FROM messages WHERE queue = ?1 AND visible_at <= ?2";
    private const string Held = "id = ?1 AND queue = ?2 AND receipt = ?3";

    private const string Take = $"""
        UPDATE messages SET visible_at = ?3, receipt = ?4, dequeue_count = dequeue_count + 1
        WHERE id IN ({Waiting} ORDER BY visible_at, id LIMIT ?5)
        RETURNING id, inserted_at, dequeue_count, body
        """;

    private const string Hide = $"UPDATE messages SET visible_at = ?4, receipt = ?5 WHERE {Held}";
    private const string Delete = $"DELETE FROM messages WHERE {Held}";

    private const string Move = $"""
        UPDATE messages SET queue = ?4, visible_at = ?5, inserted_at = ?5, dequeue_count = 0, receipt = '' WHERE {Held}
        """;

    private readonly SqliteQueues _queues;
    private readonly SqliteDatabase _database;
    private readonly TimeProvider _time;
    private TaskCompletionSource _nextSent = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public SqliteQueue(SqliteQueues queues, SqliteDatabase database, TimeProvider time, string name)
    {
        WorkMessage.CheckName(name);
        (_queues, _database, _time, Name) = (queues, database, time, name);
    }

    public string Name { get; }

    public Task NextSent => Volatile.Read(ref _nextSent).Task;

    public static void CreateTable(SqliteSession session)
    {
        // A number is never reused; otherwise a receipt of the earlier message could match.
        session.Execute(
            """
            CREATE TABLE IF NOT EXISTS messages (
              id INTEGER PRIMARY KEY AUTOINCREMENT,
              queue TEXT NOT NULL,
              visible_at INTEGER NOT NULL,
              inserted_at INTEGER NOT NULL,
              dequeue_count INTEGER NOT NULL,
              receipt TEXT NOT NULL,
              body BLOB NOT NULL
            )
            """
        );
        session.Execute("CREATE INDEX IF NOT EXISTS messages_by_time ON messages (queue, visible_at)");
    }

    public void TellSent() =>
        Interlocked
            .Exchange(ref _nextSent, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously))
            .SetResult();

    public async Task<IReadOnlyList<QueueMessage>> ReceiveAsync(
        int max,
        TimeSpan hidden,
        CancellationToken cancellation
    )
    {
        var now = _time.GetUtcNow();
        // Polling an empty queue must not block writers.
        if (_database.Read(session => session.Number(Waiting + " LIMIT 1", Name, Milliseconds(now))) is null)
        {
            return [];
        }

        return await _database.ChangeAsync(session => Receive(session, max, now, now + hidden), cancellation);
    }

    public async Task<QueueMessage?> HideAsync(QueueMessage message, TimeSpan hidden, CancellationToken cancellation)
    {
        var until = _time.GetUtcNow() + hidden;
        var receipt = NewReceipt();
        return await ChangeAsync(Hide, message, cancellation, Milliseconds(until), receipt)
            ? message.Update(QueuesModelFactory.UpdateReceipt(receipt, until))
            : null;
    }

    public Task<bool> DeleteAsync(QueueMessage message, CancellationToken cancellation) =>
        ChangeAsync(Delete, message, cancellation);

    public async Task<bool> PoisonAsync(QueueMessage message, CancellationToken cancellation)
    {
        var poison = PoisonQueue.Of(Name);
        if (!await ChangeAsync(Move, message, cancellation, poison, Milliseconds(_time.GetUtcNow())))
        {
            return false;
        }

        _queues.Queue(poison).TellSent();
        return true;
    }

    private List<QueueMessage> Receive(SqliteSession session, int max, DateTimeOffset now, DateTimeOffset until)
    {
        var messages = new List<QueueMessage>();
        var receipt = NewReceipt();
        session.Rows(
            Take,
            [Name, Milliseconds(now), Milliseconds(until), receipt, max],
            row =>
            {
                messages.Add(
                    QueuesModelFactory.QueueMessage(
                        row.Number(0).ToString(CultureInfo.InvariantCulture),
                        receipt,
                        BinaryData.FromBytes(row.Bytes(3)),
                        row.Number(2),
                        until,
                        DateTimeOffset.FromUnixTimeMilliseconds(row.Number(1))
                    )
                );
                return true;
            }
        );
        return messages;
    }

    private Task<bool> ChangeAsync(
        string sql,
        QueueMessage message,
        CancellationToken cancellation,
        params SqliteValue[] values
    )
    {
        // An id that this queue did not create matches no message.
        var id = long.TryParse(message.MessageId, CultureInfo.InvariantCulture, out var number) ? number : -1;
        SqliteValue[] all = [id, Name, message.PopReceipt, .. values];
        return _database.ChangeAsync(session => session.Execute(sql, all) == 1, cancellation);
    }

    private static long Milliseconds(DateTimeOffset instant) => instant.ToUnixTimeMilliseconds();

    private static string NewReceipt() => Guid.NewGuid().ToString("N");
}
