using CsMl.Core.Crm;
using CsMl.Core.Crm.Calls;
using CsMl.Core.Crm.Http;
using CsMl.Core.Storage;
using CsMl.Tests.Crm.Platform;
using Microsoft.Extensions.Options;

namespace CsMl.Tests.Crm.Http;

/// <summary>An index that is synchronized with an adapter, a <see cref="FakeCrm"/>.</summary>
internal sealed class AdapterRig : SyncRig
{
    private AdapterRig(FakeCrm crm)
        : base(new ImpatientTime())
    {
        Crm = crm;
        Options = new CrmOptions
        {
            Kind = CrmKind.Http,
            Endpoint = crm.Address,
            TimeoutSeconds = 300,
        };
        Restart();
    }

    public FakeCrm Crm { get; }

    public static async Task<AdapterRig> StartAsync() => new(await FakeCrm.StartAsync());

    protected override (IAccountSource Source, ICtaSink Sink) Connect(
        CrmConnection connection,
        IOptions<CrmOptions> options,
        Tables tables
    )
    {
        var client = new AdapterClient(connection, options);
        return (new AdapterAccounts(client, Index, options), new AdapterCtas(client));
    }

    protected override ValueTask StopCrmAsync() => Crm.DisposeAsync();
}
