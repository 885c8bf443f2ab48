using CsMl.Core.Crm;
using CsMl.Local;
using CsMl.Local.Commands;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace CsMl.Tests.Commands;

/// <summary>A store on disk, with accounts and a night, to be damaged.</summary>
internal sealed class StoreFile : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public string Folder => _folder.File(".");

    public string Path => _folder.File("csml.db");

    public FakeTimeProvider Clock { get; } = new(Some.Now);

    public static async Task<StoreFile> CreateAsync(int accounts = 60)
    {
        var file = new StoreFile();
        using (var store = LocalApp.OpenStore(file.Folder, new ConfigurationBuilder().Build()))
        {
            await using var services = LocalApp.Services(store, new ConfigurationManager());
            var sample = SampleCustomers.Make(Some.Now).Take(accounts).ToList();
            var index = services.GetRequiredService<AccountIndex>();
            Assert.Empty(await index.PutManyAsync(LocalApp.Tenant, sample, CancellationToken.None));
        }

        var night = await CommandRun.OfAsync(NightlyCommand.Create(file.Clock), "--data", file.Folder);
        Assert.Equal(ExitCode.Done, night.ExitCode);
        return file;
    }

    /// <summary>Runs a statement past the app. Returns how many rows it changed.</summary>
    public int Change(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteNonQuery();
    }

    /// <summary>Every row of the tables, as text.</summary>
    public IReadOnlyList<string> Rows()
    {
        using var connection = new SqliteConnection($"Data Source={Path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = """
            SELECT 'results ' || partition_key || ' ' || row_key || ' ' || json FROM results
            UNION ALL SELECT 'accounts ' || partition_key || ' ' || row_key || ' ' || json FROM accounts
            UNION ALL SELECT 'runs ' || partition_key || ' ' || row_key || ' ' || json FROM runs
            """;
        var rows = new List<string>();
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            rows.Add(reader.GetString(0));
        }

        return [.. rows.Order(StringComparer.Ordinal)];
    }

    public void Dispose() => _folder.Dispose();
}
