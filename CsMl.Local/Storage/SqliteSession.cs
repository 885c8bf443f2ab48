using System.Globalization;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace CsMl.Local.Storage;

/// <summary>One connection and the statements that were prepared on it: preparing costs more than running.</summary>
internal sealed class SqliteSession : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly Dictionary<string, SqliteStatement> _statements = new(StringComparer.Ordinal);

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

    /// <summary>Runs a statement; values stand for <c>?1</c>, <c>?2</c> and so on. Returns the rows changed.</summary>
    public int Execute(string sql, params ReadOnlySpan<SqliteValue> values)
    {
        Number(sql, values);
        return raw.sqlite3_changes(_connection.Handle!);
    }

    /// <summary>The number that a statement answers with, or null where it answers with no row. It runs to its end.</summary>
    public long? Number(string sql, params ReadOnlySpan<SqliteValue> values)
    {
        var statement = Prepare(sql, values);
        try
        {
            long? number = null;
            while (statement.Step())
            {
                number ??= statement.Number(0);
            }

            return number;
        }
        finally
        {
            statement.Reset();
        }
    }

    /// <summary>Reads the rows that a statement answers with.</summary>
    /// <param name="read">Called for each row; false: no more are wanted.</param>
    public void Rows(string sql, ReadOnlySpan<SqliteValue> values, Func<SqliteStatement, bool> read)
    {
        var statement = Prepare(sql, values);
        try
        {
            while (statement.Step() && read(statement)) { }
        }
        finally
        {
            statement.Reset();
        }
    }

    /// <summary>Ends the transaction where there still is one: a full disk, for one, has ended it already.</summary>
    public void RollBack()
    {
        if (raw.sqlite3_get_autocommit(_connection.Handle!) == 0)
        {
            Execute("ROLLBACK");
        }
    }

    public void Dispose()
    {
        foreach (var statement in _statements.Values)
        {
            statement.Dispose();
        }

        _connection.Dispose();
    }

    private SqliteStatement Prepare(string sql, ReadOnlySpan<SqliteValue> values)
    {
        if (!_statements.TryGetValue(sql, out var statement))
        {
            _statements.Add(sql, statement = new SqliteStatement(_connection.Handle!, sql));
        }

        statement.Bind(values);
        return statement;
    }
}
