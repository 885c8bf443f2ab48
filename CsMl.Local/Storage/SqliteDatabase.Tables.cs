using CsMl.Core.Storage;
using Microsoft.Data.Sqlite;

namespace CsMl.Local.Storage;

/// <content>The tables and how the file is written.</content>
public sealed partial class SqliteDatabase
{
    private static readonly string[] OwnTables = ["results", "accounts", "runs"];

    private void CreateTables()
    {
        try
        {
            CheckFormat();

            // With the write-ahead log, readers and the writer do not block each other. NORMAL may lose the last
            // transactions in a power failure, but never damages the file; a killed process loses nothing.
            _writer.Execute("PRAGMA page_size = 8192");
            _writer.Execute("PRAGMA journal_mode = WAL");
            // Four times SQLite's default: each checkpoint waits for the disk twice, and copies a page only once
            // however often it changed. The log takes about 32 MB of disk space.
            _writer.Execute("PRAGMA wal_autocheckpoint = 4000");
            // Deleted and replaced rows are overwritten with zeros, because they may be of an account that was erased.
            _writer.Execute("PRAGMA secure_delete = ON");
            if (_writer.Number("SELECT COUNT(*) FROM sqlite_master") == 0)
            {
                _writer.Execute(Overwrites);
            }

            _writer.Execute("BEGIN IMMEDIATE");
            // Rows are stored in insertion order with a separate index of keys. A table WITHOUT ROWID would store them
            // inside the index and have a third of the writes per second, because every insert moves its neighbours.
            foreach (var table in OwnTables)
            {
                _writer.Execute(
                    $"""
                    CREATE TABLE IF NOT EXISTS {table} (
                      partition_key TEXT NOT NULL,
                      row_key TEXT NOT NULL,
                      version INTEGER NOT NULL,
                      json BLOB NOT NULL,
                      PRIMARY KEY (partition_key, row_key)
                    )
                    """
                );
                // Fails for a table of another program.
                _writer.Number($"SELECT partition_key, row_key, version, json FROM {table} LIMIT 0");
            }

            SqliteQueue.CreateTable(_writer);
            _writer.Execute("COMMIT");
        }
        catch (SqliteException e) when (e.SqliteErrorCode == SqliteFailure.NoSuchThing)
        {
            // The database of another program has tables with these names.
            throw SqliteFailure.Damaged(_path, e);
        }
        catch (SqliteException e) when (SqliteFailure.IsOutage(e))
        {
            throw SqliteFailure.Unavailable(e, _path);
        }
    }

    /// <exception cref="StorageDamagedException">The file is of another program, of a newer version, or incomplete.</exception>
    private void CheckFormat()
    {
        if (_writer.Number(CountsAsForeign) == 1 || _writer.Number(HasOther) == 1)
        {
            throw SqliteFailure.Damaged(_path);
        }

        if (_writer.Number("PRAGMA user_version") is { } version and (< 0 or > MostVersion))
        {
            throw new StorageDamagedException(
                $"The database file {_path} has the format {version}, which this version of the app does not know: use the version that wrote it, or put a copy of it in its place."
            );
        }

        var tables = _writer.Number(CountTables);
        if (tables > 0 && tables < OwnTables.Length)
        {
            // All are made in one transaction: where one is missing, its rows are lost.
            throw SqliteFailure.Damaged(_path, "lacks a table, and is damaged");
        }

        LostMessages = tables > 0 && _writer.Number(HasMessages) == 0;
    }
}
