using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;

namespace CsMl.Local.Storage;

/// <summary>One connection and the statements that were prepared on it: preparing costs more than running.</summary>
internal sealed class SqliteSession : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly Dictionary<string, SqliteCommand> _commands = new(StringComparer.Ordinal);

    public SqliteSession(string path, TimeSpan busyTimeout)
    {
        var settings = new SqliteConnectionStringBuilder
        {
            DataSource = path,
            // Sessions are kept here; the library's own pool would hold the file open after Dispose.
            Pooling = false,
            // SQLite itself waits, in small steps. The library would go on in steps of 150 ms until this is over;
            // 0 would mean for ever.
            DefaultTimeout = 1,
        };
        _connection = new SqliteConnection(settings.ToString());
        try
        {
            _connection.Open();
            var milliseconds = (long)busyTimeout.TotalMilliseconds;
            Execute(string.Create(CultureInfo.InvariantCulture, $"PRAGMA busy_timeout = {milliseconds}"));
            Execute("PRAGMA synchronous = NORMAL");
        }
        catch
        {
            _connection.Dispose();
            throw;
        }
    }

    /// <summary>Runs a statement once prepared; values stand for <c>?1</c>, <c>?2</c> and so on. Returns the rows changed.</summary>
    public int Execute(string sql, params ReadOnlySpan<object> values) => Prepare(sql, values).ExecuteNonQuery();

    /// <summary>The number that a statement answers with, or null where it answers with no row.</summary>
    public long? Number(string sql, params ReadOnlySpan<object> values) => (long?)Prepare(sql, values).ExecuteScalar();

    public SqliteDataReader Rows(string sql, params ReadOnlySpan<object> values) =>
        Prepare(sql, values).ExecuteReader();

    /// <summary>Ends the transaction where there still is one: a full disk, for one, has ended it already.</summary>
    public void RollBack()
    {
        if (SQLitePCL.raw.sqlite3_get_autocommit(_connection.Handle) == 0)
        {
            Execute("ROLLBACK");
        }
    }

    /// <summary>The bytes as the library takes them: an array, and the same one where it is no slice.</summary>
    public static byte[] Bytes(ReadOnlyMemory<byte> memory) =>
        MemoryMarshal.TryGetArray(memory, out var segment)
        && segment is { Offset: 0, Array: { } array }
        && array.Length == segment.Count
            ? array
            : memory.ToArray();

    public void Dispose()
    {
        foreach (var command in _commands.Values)
        {
            command.Dispose();
        }

        _connection.Dispose();
    }

    private SqliteCommand Prepare(string sql, ReadOnlySpan<object> values)
    {
        if (!_commands.TryGetValue(sql, out var command))
        {
            command = _connection.CreateCommand();
            command.CommandText = sql;
            for (var i = 1; i <= values.Length; i++)
            {
                command.Parameters.Add(
                    new SqliteParameter { ParameterName = string.Create(CultureInfo.InvariantCulture, $"?{i}") }
                );
            }

            _commands.Add(sql, command);
        }

        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = values[i];
        }

        return command;
    }
}
