using CsMl.Core.Storage;
using Microsoft.Data.Sqlite;

namespace CsMl.Benchmarks;

/// <summary>
/// A lower bound for a nightly run on the embedded store: the same number of bytes under the same keys, written to
/// SQLite in the same transactions, into tables of the same form and with the same settings.
/// </summary>
internal sealed class SqliteFloor : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly Dictionary<string, (SqliteCommand Put, SqliteCommand Delete)> _commands = new(
        StringComparer.Ordinal
    );
    private readonly byte[] _noise = new byte[2 * EntityKey.MaxJsonBytes];
    private readonly Random _random = new(1);

    public SqliteFloor(string path)
    {
        _random.NextBytes(_noise);
        _connection = new SqliteConnection($"Data Source={path};Pooling=False");
        _connection.Open();
        Execute("PRAGMA page_size = 8192; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL");
    }

    public void Write(IEnumerable<(string Table, string Partition, (string Key, int Length)[] Rows)> transactions)
    {
        foreach (var (table, partition, rows) in transactions)
        {
            var (put, delete) = Commands(table);
            Execute("BEGIN IMMEDIATE");
            foreach (var (key, length) in rows)
            {
                var command = length < 0 ? delete : put;
                command.Parameters[0].Value = partition;
                command.Parameters[1].Value = key;
                if (length >= 0)
                {
                    var from = _random.Next(_noise.Length - length);
                    command.Parameters[2].Value = _noise[from..(from + length)];
                }

                command.ExecuteNonQuery();
            }

            Execute("COMMIT");
        }
    }

    public void Dispose()
    {
        foreach (var (put, delete) in _commands.Values)
        {
            put.Dispose();
            delete.Dispose();
        }

        _connection.Dispose();
    }

    private (SqliteCommand Put, SqliteCommand Delete) Commands(string table)
    {
        if (!_commands.TryGetValue(table, out var commands))
        {
            Execute(
                $"""
                CREATE TABLE {table} (
                  partition_key TEXT NOT NULL, row_key TEXT NOT NULL, version INTEGER NOT NULL, json BLOB NOT NULL,
                  PRIMARY KEY (partition_key, row_key)
                )
                """
            );
            commands = (
                Prepare($"INSERT INTO {table} VALUES (?1, ?2, 1, ?3) ON CONFLICT DO UPDATE SET json = ?3", 3),
                Prepare($"DELETE FROM {table} WHERE partition_key = ?1 AND row_key = ?2", 2)
            );
            _commands.Add(table, commands);
        }

        return commands;
    }

    private SqliteCommand Prepare(string sql, int parameters)
    {
        var command = _connection.CreateCommand();
        command.CommandText = sql;
        for (var i = 1; i <= parameters; i++)
        {
            command.Parameters.Add(new SqliteParameter { ParameterName = $"?{i}" });
        }

        return command;
    }

    private void Execute(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
