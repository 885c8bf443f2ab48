using CsMl.Core.Storage;

namespace CsMl.Local.Storage;

/// <summary>What only the file itself can tell of a store.</summary>
internal sealed class SqliteCheck(SqliteDatabase database)
{
    /// <summary>What SQLite finds wrong with the file; nothing where all is well.</summary>
    /// <exception cref="StorageDamagedException">So much that it cannot look.</exception>
    public IReadOnlyList<string> Errors() => [.. Texts("PRAGMA integrity_check").Where(line => line != "ok")];

    /// <summary>Every tenant that has accounts, whether it is in the list of tenants or not.</summary>
    public IReadOnlyList<string> Tenants() =>
        [
            .. Texts("SELECT DISTINCT partition_key FROM accounts")
                .Select(key => key.Split(EntityKey.Separator))
                .Where(key => key is [_, { Length: 2 } bucket] && bucket.All(char.IsAsciiDigit))
                .Select(key => key[0])
                .Distinct(),
        ];

    /// <summary>Makes the indexes anew from the rows.</summary>
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
