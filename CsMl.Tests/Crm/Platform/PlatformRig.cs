using CsMl.Core.Accounts;
using CsMl.Core.Crm;
using CsMl.Core.Crm.Calls;
using CsMl.Core.Crm.Platform;
using CsMl.Core.Storage;
using Microsoft.Extensions.Options;

namespace CsMl.Tests.Crm.Platform;

/// <summary>An index that is synchronized with a <see cref="FakePlatform"/>.</summary>
internal sealed class PlatformRig : SyncRig
{
    private PlatformRig(ImpatientTime clock, FakePlatform platform)
        : base(clock)
    {
        Platform = platform;
        Options = new CrmOptions
        {
            Kind = CrmKind.Platform,
            Endpoint = platform.Address,
            Email = FakePlatform.Email,
            Password = FakePlatform.Password,
            TenantId = FakePlatform.Tenant,
            TimeoutSeconds = 300,
        };
    }

    public FakePlatform Platform { get; }

    public PlatformData Data => Platform.Data;

    public PlatformClient Client { get; private set; } = null!;

    public static async Task<PlatformRig> StartAsync(Action<CrmOptions>? settings = null)
    {
        var clock = new ImpatientTime();
        var rig = new PlatformRig(clock, await FakePlatform.StartAsync(clock));
        settings?.Invoke(rig.Options);
        rig.Restart();
        return rig;
    }

    public async Task<AccountFacts?> FindAsync(long id) =>
        (await Index.FindAsync(new AccountKey(AppTenant, $"{id}"), CancellationToken.None))?.Facts;

    /// <summary>Ids of the accounts that were read whole since <paramref name="earlier"/> requests, in order.</summary>
    public IReadOnlyList<string> Read(int earlier) =>
        [
            .. Platform
                .Requests.Skip(earlier)
                .Where(request => request.Contains("/health/history", StringComparison.Ordinal))
                .Select(request => request.Split('/')[4])
                .Order(StringComparer.Ordinal),
        ];

    protected override (IAccountSource Source, ICtaSink Sink) Connect(
        CrmConnection connection,
        IOptions<CrmOptions> options,
        Tables tables
    )
    {
        Client = new PlatformClient(connection, options, Clock);
        var source = new PlatformAccounts(Client, Index, new CtaReader(tables), options, Clock);
        return (source, new PlatformCtas(Client, options, Clock));
    }

    protected override ValueTask StopCrmAsync() => Platform.DisposeAsync();
}
