using CsMl.Core.Storage;

namespace CsMl.Local.Storage;

/// <summary>What lies where the database file should be.</summary>
internal static class SqlitePlace
{
    /// <summary>Format versions of SQLite's header that this SQLite writes.</summary>
    private const int MostFormat = 2;
    private const int FormatAt = 18;

    /// <summary>True if a file, a folder or a link has the name of the database file.</summary>
    public static bool IsTaken(string path) => File.Exists(path) || Directory.Exists(path);

    /// <exception cref="StorageDamagedException">
    /// Something else than files has the name of the database file or of those beside it.
    /// </exception>
    public static void Check(string path)
    {
        var file = new FileInfo(path);
        if (
            file.LinkTarget is { } target
            && !Directory.Exists(path)
            && file.ResolveLinkTarget(returnFinalTarget: true)?.Exists != true
        )
        {
            // Otherwise a disk that is not mounted would be taken for a new store.
            throw new StorageDamagedException(
                $"The database file {path} is a link to {target}, which is not there: bring that back, or remove the link."
            );
        }

        foreach (var name in (string[])[path, path + "-wal", path + "-shm"])
        {
            if (Directory.Exists(name))
            {
                throw new StorageDamagedException(
                    $"There is a folder {name} where a file of the database should be: move it away."
                );
            }
        }
    }

    /// <summary>
    /// Why SQLite opened the file for reading only. No connection of this process may be open: closing the file releases
    /// their locks.
    /// </summary>
    public static StorageUnavailableException OnlyRead(string path)
    {
        try
        {
            using var file = new FileStream(
                path,
                FileMode.Open,
                FileAccess.Read,
                FileShare.ReadWrite | FileShare.Delete
            );
            file.Position = FormatAt;
            return file.ReadByte() > MostFormat
                ? SqliteFailure.Damaged(path)
                : new StorageUnavailableException(SqliteFailure.OnlyRead(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new StorageUnavailableException(SqliteFailure.OnlyRead(path), e);
        }
    }
}
