using CsMl.Core.Storage;
using Microsoft.Data.Sqlite;

namespace CsMl.Local.Storage;

/// <summary>
/// Distinguishes transient failures, and failures that an operator can resolve, from defects of this app.
/// </summary>
internal static class SqliteFailure
{
    // Primary result codes: https://www.sqlite.org/rescode.html
    private const int Busy = 5;
    private const int Locked = 6;
    private const int ReadOnly = 8;
    private const int InputOutput = 10;
    private const int Full = 13;
    private const int CannotOpen = 14;

    /// <summary>Result code of a statement with an unknown column or table.</summary>
    public const int NoSuchThing = 1;

    // Codes of a damaged file or a file that is no database. A read that is too short is an I/O error.
    private const int Corrupt = 11;
    private const int NoDatabase = 26;
    private const int ShortRead = InputOutput | (2 << 8);

    public static bool IsOutage(SqliteException exception) =>
        exception.SqliteErrorCode is Busy or Locked or ReadOnly or InputOutput or Full or CannotOpen
        || IsDamage(exception);

    /// <param name="path">Path of the database file.</param>
    public static StorageUnavailableException Unavailable(SqliteException exception, string path) =>
        IsDamage(exception)
            ? Damaged(path, exception)
            : new StorageUnavailableException(
                exception.SqliteErrorCode switch
                {
                    Busy or Locked => $"Another process kept the database file {path} locked for too long.",
                    Full => $"The disk that holds the database file {path} is full.",
                    _ when exception.SqliteErrorCode == ReadOnly => OnlyRead(path),
                    _ => Unreachable(path),
                },
                exception
            );

    /// <summary>The sentence for a file that the operating system does not let the app read or write.</summary>
    public static string Unreachable(string path) =>
        $"The database file {path} cannot be read or written: look whether its disk is full or failing, and whether the app's user may write the file, its folder and the files beside it (-wal, -shm).";

    /// <summary>The sentence for a file that can be read and not written.</summary>
    public static string OnlyRead(string path) =>
        $"The database file {path} can only be read: look whether its disk is mounted read-only, and whether the app's user may write the file and its folder.";

    public static StorageDamagedException Damaged(string path, Exception? inner = null) =>
        Damaged(path, "is damaged, or no database of this app", inner);

    /// <param name="what">What is wrong with the file, after its name.</param>
    public static StorageDamagedException Damaged(string path, string what, Exception? inner = null) =>
        new(
            $"The database file {path} {what}: put a copy of it in its place, or move it away and import the accounts again.",
            inner
        );

    private static bool IsDamage(SqliteException exception) =>
        exception.SqliteErrorCode is Corrupt or NoDatabase || exception.SqliteExtendedErrorCode == ShortRead;
}
