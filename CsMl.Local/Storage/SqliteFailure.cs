using CsMl.Core.Storage;
using Microsoft.Data.Sqlite;

namespace CsMl.Local.Storage;

/// <summary>Tells the failures that pass, or that an operator can end, from defects of this app.</summary>
internal static class SqliteFailure
{
    // Primary result codes: https://www.sqlite.org/rescode.html
    private const int Busy = 5;
    private const int Locked = 6;
    private const int ReadOnly = 8;
    private const int InputOutput = 10;
    private const int Full = 13;
    private const int CannotOpen = 14;

    public static bool IsOutage(SqliteException exception) =>
        exception.SqliteErrorCode is Busy or Locked or ReadOnly or InputOutput or Full or CannotOpen;

    public static StorageUnavailableException Unavailable(SqliteException exception) =>
        new(
            exception.SqliteErrorCode switch
            {
                Busy or Locked => "Another process kept the database file locked for too long.",
                Full => "The disk that holds the database file is full.",
                _ => "The database file cannot be read or written.",
            },
            exception
        );
}
