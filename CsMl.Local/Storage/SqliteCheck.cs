using CsMl.Core.Storage;

namespace CsMl.Local.Storage;

/// <summary>Checks that need direct access to the database file.</summary>
internal sealed class SqliteCheck(SqliteDatabase database)
{
    /// <summary>Errors that SQLite finds in the file; empty if there are none.</summary>
    /// <exception cref="StorageDamagedException">The damage prevents the check.</exception>
    public IReadOnlyList<string> Errors() => [.. Texts("PRAGMA integrity_check").Where(line => line != "ok")];

    /// <summary>All tenants that have accounts, whether or not they are in the list of tenants.</summary>
    public IReadOnlyList<string> Tenants() =>
        [
            .. Texts("SELECT DISTINCT partition_key FROM accounts")
                .Select(key => key.Split(EntityKey.Separator))
                .Where(key => key is [_, { Length: 2 } bucket] && bucket.All(char.IsAsciiDigit))
                .Select(key => key[0])
                .Distinct(),
        ];

    /// <summary>Rebuilds the indexes from the rows.</summary>
    public Task ReindexAsync(CancellationToken cancellation) =>
        database.ChangeAsync(session => session.Execute("REINDEX"), cancellation);

    private List<string> Texts(string sql) =>
        database.Read(session =>
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
        });
}
