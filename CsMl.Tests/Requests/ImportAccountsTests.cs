using System.Text;
using CsMl.Core.Accounts;
using CsMl.Core.Accounts.Import;
using CsMl.Core.Accounts.Import.Files;
using CsMl.Core.Crm;
using CsMl.Core.Health;
using CsMl.Core.Requests;
using CsMl.Core.Storage;
using CsMl.Local.Storage;
using CsMl.Tests.Settings;
using Microsoft.Extensions.Options;

namespace CsMl.Tests.Requests;

public sealed class ImportAccountsTests : IDisposable
{
    private const string Tenant = "default";

    private readonly TemporaryFolder _folder = new();
    private readonly SqliteDatabase _store;

    public ImportAccountsTests() => _store = new SqliteDatabase(_folder.File("csml.db"));

    [Fact]
    public async Task What_is_put_at_the_instant_of_writing_stays()
    {
        var others = new AccountIndex(_store.Tables(), TimeProvider.System);
        var table = new Overtaken(
            _store.Tables().Accounts,
            () => others.PutAsync(Tenant, Some.KnownAccount() with { OwnerId = "csm-9" }, CancellationToken.None)
        );
        var crm = new AccountIndex(_store.Tables() with { Accounts = table }, TimeProvider.System);
        using var rows = new MemoryStream(
            Encoding.UTF8.GetBytes("accountId,name,healthScore\nacme,First,35\nacme,Renamed,\n")
        );

        var report = await new ImportAccounts(crm, SomeSettings.Of(_store.Tables())).RunAsync(
            Tenant,
            new ImportSource(rows),
            new ImportOptions(),
            CancellationToken.None
        );

        Assert.Equal((2, 2, 0), (report.Received, report.Imported, report.Failed));
        await IsMergedAsync(crm);
    }

    public void Dispose()
    {
        _store.Dispose();
        _folder.Dispose();
    }

    private static async Task IsMergedAsync(AccountIndex crm)
    {
        var facts = (await crm.FindAsync(new AccountKey(Tenant, "acme"), CancellationToken.None))!.Facts;
        Assert.Equal(("Renamed", 35, "csm-9"), (facts.Name, facts.HealthScore, facts.OwnerId));
        Assert.NotEmpty(facts.Activities);
        Assert.NotEmpty(facts.HealthHistory);
    }

    /// <summary>Another writer comes just before the first write to an account.</summary>
    private sealed class Overtaken(IEntityTable table, Func<Task> other) : IEntityTable
    {
        private bool _isOver;

        public Task<Entity?> FindAsync(string partitionKey, string rowKey, CancellationToken cancellation) =>
            table.FindAsync(partitionKey, rowKey, cancellation);

        public IAsyncEnumerable<Entity> QueryAsync(
            string partitionKey,
            RowRange rows,
            CancellationToken cancellation
        ) => table.QueryAsync(partitionKey, rows, cancellation);

        public async Task<WriteResult> WriteAsync(
            string partitionKey,
            IReadOnlyList<EntityChange> changes,
            CancellationToken cancellation
        )
        {
            if (!_isOver && changes.Any(c => c.RowKey.StartsWith("acme", StringComparison.Ordinal)))
            {
                _isOver = true;
                await other();
            }

            return await table.WriteAsync(partitionKey, changes, cancellation);
        }
    }
}
