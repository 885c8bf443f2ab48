using CsMl.Core.Accounts;
using CsMl.Core.Crm;
using CsMl.Core.Crm.Calls;
using CsMl.Core.Crm.Platform;
using CsMl.Core.Health;
using CsMl.Core.Storage;
using CsMl.Tests.Settings;
using CsMl.Tests.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace CsMl.Tests.Crm.Platform;

/// <summary>An index that is synchronized with a <see cref="FakePlatform"/>.</summary>
internal sealed class PlatformRig : IAsyncDisposable
{
    public const string AppTenant = "default";

    private readonly TemporaryStore _store = new();
    private CrmConnection _connection = null!;

    private PlatformRig(ImpatientTime clock, FakePlatform platform) => (Clock, Platform) = (clock, platform);

    public ImpatientTime Clock { get; }

    public FakePlatform Platform { get; }

    public PlatformData Data => Platform.Data;

    public CrmOptions Options { get; private set; } = null!;

    public PlatformClient Client { get; private set; } = null!;

    public PlatformAccounts Source { get; private set; } = null!;

    public AccountIndex Index { get; private set; } = null!;

    public SyncStates States { get; private set; } = null!;

    public SyncAccounts Sync { get; private set; } = null!;

    public static async Task<PlatformRig> StartAsync(Action<CrmOptions>? settings = null)
    {
        var clock = new ImpatientTime();
        var rig = new PlatformRig(clock, await FakePlatform.StartAsync(clock));
        rig.Options = new CrmOptions
        {
            Kind = CrmKind.Platform,
            Endpoint = rig.Platform.Address,
            Email = FakePlatform.Email,
            Password = FakePlatform.Password,
            TenantId = FakePlatform.Tenant,
            TimeoutSeconds = 300,
        };
        settings?.Invoke(rig.Options);
        rig.Restart();
        return rig;
    }

    /// <summary>As after the app's process was replaced by another: only the store is kept.</summary>
    public void Restart()
    {
        _connection?.Dispose();
        var options = Microsoft.Extensions.Options.Options.Create(Options);
        var settings = SomeSettings.Of(_store.Tables, clock: Clock);
        _connection = new CrmConnection(options, Clock, NullLogger<CrmConnection>.Instance);
        Client = new PlatformClient(_connection, options, Clock);
        Index = new AccountIndex(_store.Tables, Clock);
        Source = new PlatformAccounts(Client, Index, new CtaReader(_store.Tables), options, Clock);
        var own = SomeCrm.OwnCtas(_store.Tables, new PlatformCtas(Client, options, Clock));
        States = new SyncStates(_store.Tables);
        Sync = new SyncAccounts(
            Source,
            Index,
            new FetchAccount(Source, Index, own, settings),
            SomeCrm.RemoveAccount(_store.Tables, Index),
            own,
            States,
            new ErasedAccounts(_store.Tables),
            _store.Tables,
            settings,
            Clock,
            NullLogger<SyncAccounts>.Instance
        );
    }

    public async Task SyncAsync() => Assert.True(await Sync.RunAsync(AppTenant, CancellationToken.None));

    public async Task<AccountFacts?> FindAsync(long id) =>
        (await Index.FindAsync(new AccountKey(AppTenant, $"{id}"), CancellationToken.None))?.Facts;

    public Task<SyncState> StateAsync() => States.FindAsync(AppTenant, CancellationToken.None);

    /// <summary>Ids of the accounts that were read whole since <paramref name="earlier"/> requests, in order.</summary>
    public IReadOnlyList<string> Read(int earlier) =>
        [
            .. Platform
                .Requests.Skip(earlier)
                .Where(request => request.Contains("/health/history", StringComparison.Ordinal))
                .Select(request => request.Split('/')[4])
                .Order(StringComparer.Ordinal),
        ];

    /// <summary>Every account of the index in words, in the order of their ids.</summary>
    public async Task<IReadOnlyList<string>> IndexAsync()
    {
        var accounts = new List<string>();
        for (var bucket = 0; bucket < Bucket.Count; bucket++)
        {
            await foreach (var known in Index.ListAsync(AppTenant, bucket, null, CancellationToken.None))
            {
                accounts.Add(InWords.Of(known.Facts));
            }
        }

        accounts.Sort(StringComparer.Ordinal);
        return accounts;
    }

    public async ValueTask DisposeAsync()
    {
        _connection.Dispose();
        await Platform.DisposeAsync();
        _store.Dispose();
    }
}
