using CsMl.Core.Storage;
using Microsoft.Data.Sqlite;

namespace CsMl.Local.Storage;

/// <summary>Checks that need direct access to the database file.</summary>
internal sealed class SqliteCheck(SqliteDatabase database)
{
    private const string IntegrityCheck = "PRAGMA integrity_check";

    /// <summary>True if the messages that waited to be worked off were lost with their table.</summary>
    public bool LostMessages => database.LostMessages;

    /// <summary>Errors that SQLite finds in the file; empty if there are none.</summary>
    /// <exception cref="StorageDamagedException">The damage prevents the check.</exception>
    public IReadOnlyList<string> Errors() => database.Read(ErrorsOf);

    /// <summary>All tenants that have accounts, whether or not they are in the list of tenants.</summary>
    public IReadOnlyList<string> Tenants() =>
        [
            .. database
                .Read(session => Texts(session, "SELECT DISTINCT partition_key FROM accounts"))
                .Select(key => key.Split(EntityKey.Separator))
                .Where(key => key is [_, { Length: 2 } bucket] && bucket.All(char.IsAsciiDigit))
                .Select(key => key[0])
                .Distinct(),
        ];

    /// <summary>Makes sure that the file can be written, and leaves it as it is.</summary>
    /// <exception cref="StorageUnavailableException">It cannot.</exception>
    public Task TryWriteAsync(CancellationToken cancellation) =>
        database.WriteAsync(
            session =>
            {
                session.Execute("INSERT INTO runs VALUES ('doctor', 'doctor', 1, x'')");
                return NotKept;
            },
            cancellation
        );

    /// <summary>Rebuilds the indexes from the rows.</summary>
    /// <param name="isKept">False to find out what it brings.</param>
    /// <returns>The errors that are left; null if the indexes cannot be rebuilt.</returns>
    public async Task<IReadOnlyList<string>?> ReindexAsync(bool isKept, CancellationToken cancellation)
    {
        IReadOnlyList<string> left = [];
        try
        {
            await database.WriteAsync(
                session =>
                {
                    session.Execute("REINDEX");
                    left = ErrorsOf(session);
                    return isKept ? WriteResult.Done : NotKept;
                },
                cancellation
            );
            return left;
        }
        catch (StorageDamagedException)
        {
            return null;
        }
        catch (SqliteException e) when (e.SqliteErrorCode == Constraint)
        {
            // Two rows have one key.
            return null;
        }
    }

    // Result code of a key that is there twice.
    private const int Constraint = 19;

    private static WriteResult NotKept => new(WriteFailure.Changed, 0);

    private static IReadOnlyList<string> ErrorsOf(SqliteSession session) =>
        [.. Texts(session, IntegrityCheck).Where(line => line != "ok")];

    private static List<string> Texts(SqliteSession session, string sql)
    {
        var texts = new List<string>();
        session.Rows(
            sql,
            [],
            row =>
            {
                texts.Add(row.Text(0));
                return true;
            }
        );
        return texts;
    }
}
