using CsMl.Core.Ctas;
using CsMl.Core.Health;
using CsMl.Core.Limits;
using CsMl.Core.Predictions;
using Microsoft.Extensions.Options;

namespace CsMl.Core.Settings;

/// <summary>The settings that the deployment gives its tenants, each with its default.</summary>
/// <param name="isSet">True if the configuration has a setting of this name, such as <c>Ctas:CooldownDays</c>.</param>
public sealed class ConfiguredSettings(
    IOptions<PredictionOptions> predictions,
    IOptions<CtaOptions> ctas,
    IOptions<HealthOptions> health,
    IOptions<LimitOptions> limits,
    Func<string, bool> isSet
)
{
    public EffectiveSettings Of(string tenant) =>
        new(
            predictions.Value.ScaleOf(tenant),
            predictions.Value.WindowDays,
            ctas.Value.Of(tenant),
            health.Value.ScaleOf(tenant),
            limits.Value.Quotas
        );

    /// <summary>True if one of these settings is set; otherwise the value is the default.</summary>
    public bool IsSet(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (isSet(name))
            {
                return true;
            }
        }

        return false;
    }
}
