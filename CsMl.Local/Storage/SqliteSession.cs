using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace CsMl.Local.Storage;

/// <summary>
/// One connection with its prepared statements, which are kept because preparing costs more than running.
/// </summary>
internal sealed class SqliteSession : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly Dictionary<string, SqliteStatement> _statements = new(StringComparer.Ordinal);

    public SqliteSession(string path, TimeSpan busyTimeout)
    {
        var settings = new SqliteConnectionStringBuilder
        {
            DataSource = path,
            // Sessions are pooled here; the library's own pool would keep the file open after Dispose.
            Pooling = false,
            // SQLite itself waits, in small steps. After its time-out the library would retry in steps of 150 ms until
            // this time-out; 0 would mean no limit.
            DefaultTimeout = 1,
        };
        _connection = new SqliteConnection(settings.ToString());
        try
        {
            _connection.Open();
            WaitAtMost(busyTimeout);
            Execute("PRAGMA synchronous = NORMAL");
        }
        catch
        {
            _connection.Dispose();
            throw;
        }
    }

    /// <summary>Sets how long a statement waits for another process; not at all if that is 0 or less.</summary>
    public void WaitAtMost(TimeSpan busyTimeout) =>
        raw.sqlite3_busy_timeout(_connection.Handle!, (int)busyTimeout.TotalMilliseconds);

    /// <summary>True if the file cannot be written.</summary>
    public bool IsReadOnly => raw.sqlite3_db_readonly(_connection.Handle!, "main") == 1;

    /// <summary>
    /// Runs a statement with values for <c>?1</c>, <c>?2</c> and so on. Returns the number of changed rows.
    /// </summary>
    public int Execute(string sql, params ReadOnlySpan<SqliteValue> values)
    {
        Number(sql, values);
        return raw.sqlite3_changes(_connection.Handle!);
    }

    /// <summary>
    /// The number that a statement returns; null if it returns no row. The statement runs to its end.
    /// </summary>
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

    /// <summary>Reads the rows that a statement returns.</summary>
    /// <param name="read">Called for each row; returns false to stop.</param>
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

    /// <summary>
    /// Rolls back the transaction if there still is one; some errors, such as a full disk, have already ended it.
    /// </summary>
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
