using CsMl.Core.Limits;

namespace CsMl.Core.Settings;

/// <summary>A tenant's settings as callers see them.</summary>
public sealed record SettingsView(
    RiskSettingsView Risk,
    PredictionSettingsView Predictions,
    CtaSettingsView Ctas,
    HealthSettingsView Health,
    LimitSettingsView Limits
)
{
    public static SettingsView Of(string tenant, StoredSettings stored, ConfiguredSettings configured)
    {
        var values = configured.Of(tenant).With(stored);
        var (ctas, own) = (values.Ctas, stored.Ctas);
        return new SettingsView(
            new RiskSettingsView(
                Of(
                    values.Risk.Critical,
                    stored.Risk is not null,
                    Names("Predictions:Risk", "Predictions:TenantRisk:{0}", "Critical")
                ),
                Of(
                    values.Risk.High,
                    stored.Risk is not null,
                    Names("Predictions:Risk", "Predictions:TenantRisk:{0}", "High")
                ),
                Of(
                    values.Risk.Medium,
                    stored.Risk is not null,
                    Names("Predictions:Risk", "Predictions:TenantRisk:{0}", "Medium")
                )
            ),
            new PredictionSettingsView(
                Of(values.WindowDays, stored.Predictions?.WindowDays is not null, ["Predictions:WindowDays"])
            ),
            new CtaSettingsView(
                Of(ctas.AutoGenerateOnPredict, own?.AutoGenerateOnPredict is not null, OfCtas("AutoGenerateOnPredict")),
                Of(ctas.AutoGenerateNightly, own?.AutoGenerateNightly is not null, OfCtas("AutoGenerateNightly")),
                Of(ctas.MinCategory, own?.MinCategory is not null, OfCtas("MinCategory")),
                Of(ctas.MinConfidence, own?.MinConfidence is not null, OfCtas("MinConfidence")),
                Of(ctas.CooldownDays, own?.CooldownDays is not null, OfCtas("CooldownDays")),
                Of(ctas.RecoveryMargin, own?.RecoveryMargin is not null, OfCtas("RecoveryMargin")),
                Of(ctas.MaxPerNight, own?.MaxPerNight is not null, OfCtas("MaxPerNight"))
            ),
            new HealthSettingsView(
                Of(values.Health.Top, stored.Health?.Scale is not null, Names("Health", "Health:Tenants:{0}", "Scale"))
            ),
            new LimitSettingsView(
                Limit(quotas => quotas.PredictionsPerDay, "Limits:PredictionsPerDay"),
                Limit(quotas => quotas.BatchRunsPerDay, "Limits:BatchRunsPerDay"),
                Limit(quotas => quotas.CtasPerDay, "Limits:CtasPerDay"),
                Limit(quotas => quotas.ImportsPerDay, "Limits:ImportsPerDay")
            )
        );

        // A stored limit above the configured one does not apply.
        SettingView<int?> Limit(Func<Quotas, int?> quota, string name) =>
            Of(
                quota(values.Limits),
                stored.Limits is { } limits && quota(limits) is { } own && own == quota(values.Limits),
                [name]
            );

        string[] OfCtas(string name) => Names("Ctas", "Ctas:Tenants:{0}", name);

        // A setting of the tenant alone, and the same for everybody.
        string[] Names(string section, string tenantSection, string name) =>
            [$"{section}:{name}", $"{tenantSection.Replace("{0}", tenant, StringComparison.Ordinal)}:{name}"];

        SettingView<T> Of<T>(T value, bool isStored, string[] names) =>
            new(
                value,
                isStored ? SettingSource.Stored
                    : configured.IsSet(names) ? SettingSource.Configured
                    : SettingSource.Default
            );
    }
}
