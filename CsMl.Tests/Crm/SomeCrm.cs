using CsMl.Core.Crm;
using CsMl.Core.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace CsMl.Tests.Crm;

internal static class SomeCrm
{
    public static OwnCtas OwnCtas(Tables tables, ICtaSink sink)
    {
        var deliveries = new CtaDeliveryStore(tables, TimeProvider.System);
        var log = NullLogger<DeliverCta>.Instance;
        var deliver = new DeliverCta(sink, deliveries, new CtaReader(tables), TimeProvider.System, log);
        return new OwnCtas(sink, deliveries, new CtaWriter(tables), deliver, TimeProvider.System);
    }
}
