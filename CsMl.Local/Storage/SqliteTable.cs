using System.Globalization;
using System.Runtime.CompilerServices;
using CsMl.Core.Storage;

namespace CsMl.Local.Storage;

/// <summary>
/// A table in a <see cref="SqliteDatabase"/>. SQLite responds in microseconds and on the calling thread, so only a
/// write that waits for its turn is really asynchronous.
/// </summary>
public sealed class SqliteTable : IEntityTable
{
    // A page ends at the first of the two limits, so that large bodies do not fill the memory.
    private const int PageRows = 250;
    private const int PageBytes = 4 * 1024 * 1024;

    private readonly SqliteDatabase _database;
    private readonly string _find;
    private readonly string _pageFrom;
    private readonly string _pageAfter;
    private readonly string _insert;
    private readonly string _upsert;
    private readonly string _keysFrom;
    private readonly string _keysAfter;
    private readonly string _replace;
    private readonly string _delete;
    private readonly string _deleteIfMatch;
    private readonly string _exists;

    internal SqliteTable(SqliteDatabase database, string name)
    {
        const string row = "partition_key = ?1 AND row_key = ?2";
        _database = database;
        _find = $"SELECT version, json FROM {name} WHERE {row}";
        _pageFrom = Page(">=", "json");
        _pageAfter = Page(">", "json");
        _keysFrom = Page(">=", "x''");
        _keysAfter = Page(">", "x''");
        _insert = $"INSERT INTO {name} VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING";
        _upsert = $"INSERT INTO {name} VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO UPDATE SET version = ?3, json = ?4";
        _replace = $"UPDATE {name} SET version = ?3, json = ?4 WHERE {row} AND version = ?5";
        _delete = $"DELETE FROM {name} WHERE {row}";
        _deleteIfMatch = $"DELETE FROM {name} WHERE {row} AND version = ?3";
        _exists = $"SELECT 1 FROM {name} WHERE {row}";

        string Page(string from, string json) =>
            $"""
                SELECT row_key, version, {json} FROM {name}
                WHERE partition_key = ?1 AND row_key {from} ?2 AND row_key < ?3
                ORDER BY row_key LIMIT ?4
                """;
    }

    public Task<Entity?> FindAsync(string partitionKey, string rowKey, CancellationToken cancellation)
    {
        if (cancellation.IsCancellationRequested)
        {
            return Task.FromCanceled<Entity?>(cancellation);
        }

        try
        {
            EntityKey.Check(partitionKey);
            EntityKey.Check(rowKey);
            return Task.FromResult(_database.Read(session => Find(session, partitionKey, rowKey)));
        }
        catch (Exception e) when (e is ArgumentException or StorageUnavailableException)
        {
            // A caller that starts several reads and awaits them later gets the exception where it awaits.
            return Task.FromException<Entity?>(e);
        }
    }

    public async IAsyncEnumerable<Entity> QueryAsync(
        string partitionKey,
        RowRange rows,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        EntityKey.Check(partitionKey);
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            var rest = rows;
            var (page, isLast) = _database.Read(session => ReadPage(session, partitionKey, rest));
            foreach (var entity in page)
            {
                yield return entity;
                cancellation.ThrowIfCancellationRequested();
            }

            if (isLast)
            {
                yield break;
            }

            rows = rows.After(page[^1].RowKey);
        }
    }

    public async Task<WriteResult> WriteAsync(
        string partitionKey,
        IReadOnlyList<EntityChange> changes,
        CancellationToken cancellation
    )
    {
        EntityKey.Check(partitionKey);
        EntityKey.Check(changes);
        return await _database.WriteAsync(session => Apply(session, partitionKey, changes), cancellation);
    }

    public Task<bool> ForgetDeletedAsync(CancellationToken cancellation) => _database.ForgetDeletedAsync(cancellation);

    private Entity? Find(SqliteSession session, string partitionKey, string rowKey)
    {
        Entity? found = null;
        session.Rows(
            _find,
            [partitionKey, rowKey],
            row =>
            {
                found = new Entity(partitionKey, rowKey, row.Bytes(1), ETag(row.Number(0)));
                return false;
            }
        );
        return found;
    }

    private (List<Entity> Page, bool IsLast) ReadPage(SqliteSession session, string partitionKey, RowRange rows)
    {
        var page = new List<Entity>();
        var bytes = 0;
        var most = Math.Clamp(rows.PageSize ?? PageRows, 1, PageRows);
        session.Rows(
            (rows.KeysOnly, rows.AfterFrom) switch
            {
                (false, false) => _pageFrom,
                (false, true) => _pageAfter,
                (true, false) => _keysFrom,
                (true, true) => _keysAfter,
            },
            [partitionKey, rows.From, rows.To, most],
            row =>
            {
                var json = row.Bytes(2);
                page.Add(new Entity(partitionKey, row.Text(0), json, ETag(row.Number(1))));
                bytes += json.Length;
                return bytes < PageBytes;
            }
        );
        return (page, page.Count < most && bytes < PageBytes);
    }

    private WriteResult Apply(SqliteSession session, string partitionKey, IReadOnlyList<EntityChange> changes)
    {
        // A transaction contains a row only once, so one version serves all its rows. A counter would write one more
        // page in each transaction; a random number out of 2^63 does not repeat for one row.
        var version = Random.Shared.NextInt64();
        for (var i = 0; i < changes.Count; i++)
        {
            var failure = Apply(session, partitionKey, changes[i], version);
            if (failure != WriteFailure.None)
            {
                return new WriteResult(failure, i);
            }
        }

        return WriteResult.Done;
    }

    private WriteFailure Apply(SqliteSession session, string partitionKey, EntityChange change, long version)
    {
        var row = change.RowKey;
        var json = change.Json;
        var changed = change.Kind switch
        {
            ChangeKind.Insert => session.Execute(_insert, partitionKey, row, version, json),
            ChangeKind.Upsert => session.Execute(_upsert, partitionKey, row, version, json),
            ChangeKind.Replace => session.Execute(_replace, partitionKey, row, version, json, Version(change.ETag)),
            ChangeKind.Delete when change.ETag is null => session.Execute(_delete, partitionKey, row),
            ChangeKind.Delete => session.Execute(_deleteIfMatch, partitionKey, row, Version(change.ETag)),
            _ => throw new ArgumentOutOfRangeException(nameof(change), change.Kind, "No such kind of change."),
        };
        if (changed > 0)
        {
            return WriteFailure.None;
        }

        if (change.Kind == ChangeKind.Insert)
        {
            return WriteFailure.AlreadyExists;
        }

        return session.Number(_exists, partitionKey, row) is null ? WriteFailure.NotFound : WriteFailure.Changed;
    }

    private static string ETag(long version) => version.ToString(CultureInfo.InvariantCulture);

    /// <summary>An ETag that this table did not create matches no row.</summary>
    private static long Version(string? etag) =>
        long.TryParse(etag, NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : -1;
}
