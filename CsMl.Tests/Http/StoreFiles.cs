using System.Text;
using Microsoft.Data.Sqlite;

namespace CsMl.Tests.Http;

/// <summary>An embedded store, read past the app.</summary>
internal static class StoreFiles
{
    /// <summary>Every row of every table, in order: its keys, its version and its body.</summary>
    public static IReadOnlyList<string> Rows(string database, bool withBodies)
    {
        var body = withBodies ? "json" : "x''";
        using var connection = new SqliteConnection($"Data Source={database};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = string.Join(
            " UNION ALL ",
            ((string[])["results", "accounts", "runs"]).Select(t =>
                $"SELECT '{t}', partition_key, row_key, version, {body} FROM {t}"
            )
        );
        var rows = new List<string>();
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            var json = Encoding.UTF8.GetString(reader.GetFieldValue<byte[]>(4));
            rows.Add($"{reader[0]} {reader[1]} {reader[2]} v{reader[3]} {json}");
        }

        rows.Sort(StringComparer.Ordinal);
        return rows;
    }

    /// <summary>The bytes of all its files, deleted rows among them.</summary>
    public static string Text(string folder)
    {
        var text = new StringBuilder();
        foreach (var file in Directory.GetFiles(folder, "csml.db*"))
        {
            using var content = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var reader = new StreamReader(content, Encoding.Latin1);
            text.Append(reader.ReadToEnd());
        }

        return text.ToString();
    }
}
