using CsMl.Core.Limits;

namespace CsMl.Core.Settings;

/// <summary>Tells of each value of a tenant's settings where it comes from, section by section.</summary>
internal sealed class ShowSettings(string tenant, SettingsRow row, ConfiguredSettings configured)
{
    private readonly StoredSettings _stored = row.Settings;
    private readonly EffectiveSettings _values = configured.Of(tenant).With(row);

    public SettingsView Run() =>
        new(
            Risk(),
            Predictions(),
            Ctas(),
            new HealthSettingsView(
                Of(
                    _values.Health.Top,
                    _stored.Health?.Scale is not null,
                    Names("Health", "Health:Tenants:{0}", "Scale")
                )
            ),
            new LimitSettingsView(
                Limit(quotas => quotas.PredictionsPerDay, "Limits:PredictionsPerDay"),
                Limit(quotas => quotas.BatchRunsPerDay, "Limits:BatchRunsPerDay"),
                Limit(quotas => quotas.CtasPerDay, "Limits:CtasPerDay"),
                Limit(quotas => quotas.ImportsPerDay, "Limits:ImportsPerDay")
            ),
            new LearningSettingsView(
                Of(
                    _values.LearningMode,
                    _stored.Learning?.Mode is not null,
                    Names("Learning", "Learning:Tenants:{0}", "Mode")
                )
            ),
            ScaleView.Of(_values.Scale)
        );

    private RiskSettingsView Risk()
    {
        return new RiskSettingsView(
            OfRisk(_values.Risk.Critical, "Critical"),
            OfRisk(_values.Risk.High, "High"),
            OfRisk(_values.Risk.Medium, "Medium")
        );

        SettingView<double> OfRisk(double value, string name) =>
            Of(value, _stored.Risk is not null, Names("Predictions:Risk", "Predictions:TenantRisk:{0}", name));
    }

    private PredictionSettingsView Predictions() =>
        new(
            Of(_values.WindowDays, _stored.Predictions?.WindowDays is not null, ["Predictions:WindowDays"]),
            Of(
                _values.ExpectedChurn,
                _stored.Predictions?.ExpectedChurn is not null,
                ["Predictions:ExpectedChurn", $"Predictions:TenantExpectedChurn:{tenant}"]
            )
        );

    private CtaSettingsView Ctas()
    {
        var (ctas, own) = (_values.Ctas, _stored.Ctas);
        return new CtaSettingsView(
            Of(ctas.AutoGenerateOnPredict, own?.AutoGenerateOnPredict is not null, OfCtas("AutoGenerateOnPredict")),
            Of(ctas.AutoGenerateNightly, own?.AutoGenerateNightly is not null, OfCtas("AutoGenerateNightly")),
            Of(ctas.MinCategory, own?.MinCategory is not null, OfCtas("MinCategory")),
            Of(ctas.MinConfidence, own?.MinConfidence is not null, OfCtas("MinConfidence")),
            Of(ctas.CooldownDays, own?.CooldownDays is not null, OfCtas("CooldownDays")),
            Of(ctas.RecoveryMargin, own?.RecoveryMargin is not null, OfCtas("RecoveryMargin")),
            Of(ctas.MaxPerNight, own?.MaxPerNight is not null, OfCtas("MaxPerNight"))
        );

        string[] OfCtas(string name) => Names("Ctas", "Ctas:Tenants:{0}", name);
    }

    /// <summary>A stored limit above the configured one does not apply.</summary>
    private SettingView<int?> Limit(Func<Quotas, int?> quota, string name) =>
        Of(
            quota(_values.Limits),
            _stored.Limits is { } limits && quota(limits) is { } own && own == quota(_values.Limits),
            [name]
        );

    /// <summary>A setting for everybody, and the same of the tenant alone.</summary>
    private string[] Names(string section, string tenantSection, string name) =>
        [$"{section}:{name}", $"{tenantSection.Replace("{0}", tenant, StringComparison.Ordinal)}:{name}"];

    private SettingView<T> Of<T>(T value, bool isStored, string[] names) =>
        new(
            value,
            isStored ? SettingSource.Stored
                : configured.IsSet(names) ? SettingSource.Configured
                : SettingSource.Default
        );
}
