using CsMl.Core.Ctas;
using CsMl.Core.Health;
using CsMl.Core.Limits;
using CsMl.Core.Predictions;
using CsMl.Core.Settings;
using CsMl.Core.Storage;
using Microsoft.Extensions.Options;

namespace CsMl.Tests.Settings;

internal static class SomeSettings
{
    /// <summary>The defaults, as long as nothing is stored.</summary>
    public static TenantSettings Of(
        Tables tables,
        HealthOptions? health = null,
        TimeProvider? clock = null,
        LimitOptions? limits = null
    ) => new(tables, Configured(limits, health), clock ?? TimeProvider.System);

    public static ConfiguredSettings Configured(LimitOptions? limits = null, HealthOptions? health = null) =>
        new(
            Options.Create(new PredictionOptions()),
            Options.Create(new CtaOptions()),
            Options.Create(health ?? new HealthOptions()),
            Options.Create(limits ?? new LimitOptions()),
            _ => false
        );
}
