using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace CsMl.Local.Storage;

/// <summary>
/// One prepared statement. It uses SQLite's own functions: Microsoft.Data.Sqlite creates a reader and looks up all
/// parameters by name at every run, which costs more than most statements.
/// </summary>
internal sealed class SqliteStatement : IDisposable
{
    private readonly sqlite3 _connection;
    private readonly sqlite3_stmt _statement;

    public SqliteStatement(sqlite3 connection, string sql)
    {
        _connection = connection;
        Check(raw.sqlite3_prepare_v2(connection, sql, out _statement));
    }

    /// <summary>Prepares another run with values for <c>?1</c>, <c>?2</c> and so on.</summary>
    public void Bind(ReadOnlySpan<SqliteValue> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            Check(Bind(i + 1, values[i]));
        }
    }

    /// <summary>True if there is a row to read; false at the end.</summary>
    public bool Step()
    {
        var code = raw.sqlite3_step(_statement);
        if (code == raw.SQLITE_ROW)
        {
            return true;
        }

        if (code != raw.SQLITE_DONE)
        {
            Check(code);
        }

        return false;
    }

    public long Number(int column) => raw.sqlite3_column_int64(_statement, column);

    public string Text(int column) => raw.sqlite3_column_text(_statement, column).utf8_to_string();

    public byte[] Bytes(int column) => raw.sqlite3_column_blob(_statement, column).ToArray();

    /// <summary>Ends the run, even before the last row. <see cref="Step"/> has already reported a failure.</summary>
    public void Reset() => _ = raw.sqlite3_reset(_statement);

    public void Dispose() => _statement.Dispose();

    private int Bind(int index, in SqliteValue value)
    {
        if (value.IsBytes)
        {
            return raw.sqlite3_bind_blob(_statement, index, value.Bytes.Span);
        }

        if (value.Text is not { } text)
        {
            return raw.sqlite3_bind_int64(_statement, index, value.Number);
        }

        const int OnStack = 512;
        var most = Encoding.UTF8.GetMaxByteCount(text.Length);
        Span<byte> utf8 = most <= OnStack ? stackalloc byte[OnStack] : new byte[most];
        return raw.sqlite3_bind_text(_statement, index, utf8[..Encoding.UTF8.GetBytes(text, utf8)]);
    }

    /// <exception cref="SqliteException">The code is an error.</exception>
    private void Check(int code) => SqliteException.ThrowExceptionForRC(code, _connection);
}
