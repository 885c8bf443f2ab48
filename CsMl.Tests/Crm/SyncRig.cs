using CsMl.Core.Crm;
using CsMl.Core.Crm.Calls;
using CsMl.Core.Storage;
using CsMl.Tests.Crm.Platform;
using CsMl.Tests.Settings;
using CsMl.Tests.Storage;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace CsMl.Tests.Crm;

/// <summary>An index that is synchronized with a fake CRM.</summary>
internal abstract class SyncRig(ImpatientTime clock) : IAsyncDisposable
{
    public const string AppTenant = "default";

    private readonly TemporaryStore _store = new();
    private CrmConnection? _connection;

    public ImpatientTime Clock => clock;

    public CrmOptions Options { get; protected init; } = null!;

    public IAccountSource Source { get; private set; } = null!;

    public AccountIndex Index { get; private set; } = null!;

    public FetchAccount Fetch { get; private set; } = null!;

    public SyncStates States { get; private set; } = null!;

    public SyncAccounts Sync { get; private set; } = null!;

    /// <summary>As after the app's process was replaced by another: only the store is kept.</summary>
    public void Restart()
    {
        _connection?.Dispose();
        var options = Microsoft.Extensions.Options.Options.Create(Options);
        var settings = SomeSettings.Of(_store.Tables, clock: Clock);
        _connection = new CrmConnection(options, Clock, NullLogger<CrmConnection>.Instance);
        Index = new AccountIndex(_store.Tables, Clock);
        (Source, var sink) = Connect(_connection, options, _store.Tables);
        var own = SomeCrm.OwnCtas(_store.Tables, sink);
        Fetch = new FetchAccount(Source, Index, own, settings);
        States = new SyncStates(_store.Tables);
        Sync = new SyncAccounts(
            Source,
            Index,
            Fetch,
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

    public Task<SyncState> StateAsync() => States.FindAsync(AppTenant, CancellationToken.None);

    /// <summary>Every account of the index in words, in order.</summary>
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
        _connection?.Dispose();
        await StopCrmAsync();
        _store.Dispose();
    }

    /// <summary>The kind of CRM, at the address of the fake.</summary>
    protected abstract (IAccountSource Source, ICtaSink Sink) Connect(
        CrmConnection connection,
        IOptions<CrmOptions> options,
        Tables tables
    );

    protected abstract ValueTask StopCrmAsync();
}
