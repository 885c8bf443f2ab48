using System.IO.Compression;
using System.Text;
using CsMl.Core.Accounts;
using CsMl.Core.Accounts.Import;
using CsMl.Core.Accounts.Import.Files;
using CsMl.Core.Crm;
using CsMl.Core.Health;
using CsMl.Core.Requests;
using CsMl.Local.Storage;
using CsMl.Tests.Settings;

namespace CsMl.Tests.Accounts.Import;

/// <summary>Imports into a store of its own.</summary>
internal sealed class ImportRig : IDisposable
{
    private const string Tenant = "default";

    private readonly TemporaryFolder _folder = new();
    private readonly SqliteDatabase _store;
    private readonly AccountIndex _index;
    private readonly HealthOptions _health;

    /// <param name="scale">The best health score of the files.</param>
    public ImportRig(int scale = 100)
    {
        _health = new HealthOptions { Scale = scale };
        _store = new SqliteDatabase(_folder.File("csml.db"));
        _index = new AccountIndex(_store.Tables(), TimeProvider.System);
    }

    public Task<ImportReport> RunAsync(string text, ImportOptions? options = null) =>
        RunAsync(Encoding.UTF8.GetBytes(text), options);

    public async Task<ImportReport> RunAsync(
        byte[] file,
        ImportOptions? options = null,
        SourceFormat format = SourceFormat.Unknown,
        long maxInflatedBytes = ImportSource.DefaultMaxInflatedBytes
    )
    {
        using var content = new MemoryStream(file);
        var report = await new ImportAccounts(_index, SomeSettings.Of(_store.Tables(), _health)).RunAsync(
            Tenant,
            new ImportSource(content, format, MaxInflatedBytes: maxInflatedBytes),
            options ?? new ImportOptions(),
            CancellationToken.None
        );
        Assert.Equal(report.Received, report.Imported + report.Failed);
        return report;
    }

    /// <summary>Removes the accounts that generated imports have.</summary>
    public async Task ForgetAsync(int count)
    {
        for (var i = 0; i < count; i++)
        {
            await _index.RemoveAsync(new AccountKey(Tenant, $"g{i}"), CancellationToken.None);
        }
    }

    public async Task<AccountFacts> FactsAsync(string accountId) =>
        await FindAsync(accountId) ?? throw new InvalidOperationException($"There is no account {accountId}.");

    public async Task<AccountFacts?> FindAsync(string accountId) =>
        (await _index.FindAsync(new AccountKey(Tenant, accountId), CancellationToken.None))?.Facts;

    public static byte[] Gzip(byte[] bytes)
    {
        using var target = new MemoryStream();
        using (var gzip = new GZipStream(target, CompressionLevel.Fastest))
        {
            gzip.Write(bytes);
        }

        return target.ToArray();
    }

    public void Dispose()
    {
        _store.Dispose();
        _folder.Dispose();
    }
}
