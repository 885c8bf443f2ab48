using System.Collections.Concurrent;
using CsMl.Core.Storage;
using Microsoft.Data.Sqlite;

namespace CsMl.Local.Storage;

/// <summary>
/// The app's tables and queues in one SQLite file, so that the app runs without any installation. Several processes may
/// have the file open: writes are serialised, and reads never wait for a write.
/// </summary>
public sealed partial class SqliteDatabase : IDisposable
{
    /// <summary>1 if the database has tables and none of this app's.</summary>
    private const string CountsAsForeign = """
        SELECT COUNT(*) > 0 AND SUM(name IN ('results', 'accounts', 'runs')) = 0 FROM sqlite_master WHERE type = 'table'
        """;

    /// <summary>1 if something else than a table has the name of one of this app's.</summary>
    private const string HasOther = """
        SELECT COUNT(*) > 0 FROM sqlite_master
        WHERE type <> 'table' AND name IN ('results', 'accounts', 'runs', 'messages')
        """;

    /// <summary>How many of the tables with rows there are.</summary>
    private const string CountTables = """
        SELECT COUNT(*) FROM sqlite_master WHERE type = 'table' AND name IN ('results', 'accounts', 'runs')
        """;

    private const string HasMessages = "SELECT COUNT(*) FROM sqlite_master WHERE type = 'table' AND name = 'messages'";

    /// <summary>Marks a file in which deleted rows were overwritten since it was created.</summary>
    private const string Overwrites = "PRAGMA user_version = 1";

    /// <summary>The highest number that this version gives a file.</summary>
    private const int MostVersion = 1;

    private readonly string _path;
    private readonly TimeSpan _busyTimeout;
    private readonly TimeProvider _time;
    private readonly SqliteSession _writer;

    // SQLite allows one writer at a time; waiting here does not block a thread.
    private readonly SemaphoreSlim _writing = new(1, 1);
    private readonly ConcurrentBag<SqliteSession> _readers = [];
    private volatile bool _disposed;

    /// <param name="path">The file; created if missing. Its folder must exist.</param>
    /// <param name="busyTimeout">
    /// Time-out of a write while it waits for other writes and then for another process, both together; null for the
    /// default of the settings.
    /// </param>
    /// <param name="time">Measures how long a write has waited for others.</param>
    /// <exception cref="StorageUnavailableException">The file cannot be opened, created or written.</exception>
    public SqliteDatabase(string path, TimeSpan? busyTimeout = null, TimeProvider? time = null)
    {
        _path = path;
        _busyTimeout = busyTimeout ?? new StorageOptions().Limit();
        _time = time ?? TimeProvider.System;
        SqlitePlace.Check(path);
        OwnersOnly(path);
        _writer = Open();
        try
        {
            CreateTables();
        }
        catch
        {
            _writer.Dispose();
            throw;
        }

        if (_writer.IsReadOnly)
        {
            _writer.Dispose();
            throw SqlitePlace.OnlyRead(path);
        }
    }

    /// <summary>True if the table of messages was missing in a file that had the others, and was made again.</summary>
    internal bool LostMessages { get; private set; }

    public Tables Tables() =>
        new(new SqliteTable(this, "results"), new SqliteTable(this, "accounts"), new SqliteTable(this, "runs"));

    /// <param name="time">Decides when a hidden message becomes visible.</param>
    public SqliteQueues Queues(TimeProvider time) => new(this, time);

    /// <summary>
    /// Runs <paramref name="write"/> exclusively in a transaction, which is committed if it succeeds and rolled back if
    /// it fails or throws.
    /// </summary>
    internal Task<WriteResult> WriteAsync(Func<SqliteSession, WriteResult> write, CancellationToken cancellation) =>
        AloneAsync(write, result => result.Succeeded, cancellation);

    /// <summary>
    /// Runs <paramref name="change"/> exclusively in a transaction, which is committed unless it throws.
    /// </summary>
    internal Task<T> ChangeAsync<T>(Func<SqliteSession, T> change, CancellationToken cancellation) =>
        AloneAsync(change, _ => true, cancellation);

    /// <summary>
    /// Makes sure that nothing of deleted rows is left in the file or in the log beside it. The file of an earlier version,
    /// which did not overwrite them, is rewritten once.
    /// </summary>
    /// <returns>False if another process uses the log now.</returns>
    internal async Task<bool> ForgetDeletedAsync(CancellationToken cancellation)
    {
        await EnterAsync(cancellation);
        try
        {
            if (_writer.Number("PRAGMA user_version") == 0)
            {
                _writer.Execute("VACUUM");
                _writer.Execute(Overwrites);
            }

            // The first column is 1 if readers or another process kept it from ending.
            return _writer.Number("PRAGMA wal_checkpoint(TRUNCATE)") == 0;
        }
        catch (SqliteException e) when (SqliteFailure.IsOutage(e))
        {
            throw SqliteFailure.Unavailable(e, _path);
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <summary>Runs <paramref name="read"/> on a separate connection.</summary>
    internal T Read<T>(Func<SqliteSession, T> read)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (!_readers.TryTake(out var reader))
        {
            reader = Open();
        }

        try
        {
            return read(reader);
        }
        catch (SqliteException e) when (SqliteFailure.IsOutage(e))
        {
            throw SqliteFailure.Unavailable(e, _path);
        }
        finally
        {
            _readers.Add(reader);
            if (_disposed)
            {
                DisposeReaders();
            }
        }
    }

    public void Dispose()
    {
        if (_disposed)
        {
            return;
        }

        _writing.Wait();
        _disposed = true;
        _writing.Release();
        _writer.Dispose();
        DisposeReaders();
    }

    /// <summary>
    /// Restricts the file to the user who runs the app, because it has customer data. SQLite gives its side files the
    /// same mode.
    /// </summary>
    private static void OwnersOnly(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        try
        {
            // Only if it is missing: closing a file releases all locks that SQLite holds on it in this process.
            if (!File.Exists(path))
            {
                var create = new FileStreamOptions
                {
                    Mode = FileMode.OpenOrCreate,
                    Access = FileAccess.ReadWrite,
                    Share = FileShare.ReadWrite | FileShare.Delete,
                    UnixCreateMode = PrivateFile.Mode,
                };
                new FileStream(path, create).Dispose();
            }

            foreach (var file in (string[])[path, path + "-wal", path + "-shm"])
            {
                if (File.Exists(file) && File.GetUnixFileMode(file) != PrivateFile.Mode)
                {
                    File.SetUnixFileMode(file, PrivateFile.Mode);
                }
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StorageUnavailableException(SqliteFailure.Unreachable(path), e);
        }
    }

    private SqliteSession Open()
    {
        try
        {
            return new SqliteSession(_path, _busyTimeout);
        }
        catch (SqliteException e) when (SqliteFailure.IsOutage(e))
        {
            throw SqliteFailure.Unavailable(e, _path);
        }
    }

    private async Task<T> AloneAsync<T>(
        Func<SqliteSession, T> write,
        Func<T, bool> isToKeep,
        CancellationToken cancellation
    )
    {
        await EnterAsync(cancellation);
        try
        {
            return InTransaction(write, isToKeep);
        }
        catch (SqliteException e) when (SqliteFailure.IsOutage(e))
        {
            throw SqliteFailure.Unavailable(e, _path);
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <summary>
    /// Waits for the turn to write, which the caller releases. What is left of the time-out is for another process:
    /// <see cref="ChangeStore.CompleteUntil"/> counts on it that no write waits for longer.
    /// </summary>
    private async Task EnterAsync(CancellationToken cancellation)
    {
        var start = _time.GetTimestamp();
        if (!await _writing.WaitAsync(_busyTimeout, cancellation))
        {
            throw new StorageUnavailableException("Others kept the database busy for too long.");
        }

        // Otherwise a caller that cancels just as its turn comes would still be served.
        if (cancellation.IsCancellationRequested || _disposed)
        {
            _writing.Release();
            cancellation.ThrowIfCancellationRequested();
            ObjectDisposedException.ThrowIf(_disposed, this);
        }

        _writer.WaitAtMost(_busyTimeout - _time.GetElapsedTime(start));
    }

    private T InTransaction<T>(Func<SqliteSession, T> write, Func<T, bool> isToKeep)
    {
        _writer.Execute("BEGIN IMMEDIATE");
        var kept = false;
        try
        {
            var result = write(_writer);
            if (isToKeep(result))
            {
                _writer.Execute("COMMIT");
                kept = true;
            }

            return result;
        }
        finally
        {
            if (!kept)
            {
                _writer.RollBack();
            }
        }
    }

    private void DisposeReaders()
    {
        while (_readers.TryTake(out var reader))
        {
            reader.Dispose();
        }
    }
}
