using CsMl.Core.Audit;
using CsMl.Core.Storage;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace CsMl.Tests.Erasure;

internal static class SomeAudit
{
    public static AuditLog Of(Tables tables) =>
        new(tables, Options.Create(new AuditOptions()), TimeProvider.System, NullLogger<AuditLog>.Instance);
}
