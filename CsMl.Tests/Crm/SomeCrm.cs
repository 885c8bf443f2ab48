using CsMl.Core.Crm;
using CsMl.Core.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace CsMl.Tests.Crm;

internal static class SomeCrm
{
    public static OwnCtas OwnCtas(Tables tables, ICtaSink sink)
    {
        var deliveries = new CtaDeliveryStore(tables, TimeProvider.System);
        return new OwnCtas(sink, deliveries, new CtaWriter(tables), Deliver(tables, sink), TimeProvider.System);
    }

    public static RemoveAccount RemoveAccount(Tables tables, AccountIndex index) =>
        new(
            index,
            new PredictionWriter(tables),
            new CtaReader(tables),
            new CtaWriter(tables),
            Deliver(tables, new EmbeddedCtas()),
            new ErasedAccounts(tables),
            TimeProvider.System
        );

    private static DeliverCta Deliver(Tables tables, ICtaSink sink) =>
        new(
            sink,
            new CtaDeliveryStore(tables, TimeProvider.System),
            new CtaReader(tables),
            new ErasedAccounts(tables),
            TimeProvider.System,
            NullLogger<DeliverCta>.Instance
        );
}
