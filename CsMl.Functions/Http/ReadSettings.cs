using System.ComponentModel.DataAnnotations;
using System.Reflection;
using CsMl.Core.Accounts;
using CsMl.Core.Ctas;
using CsMl.Core.Limits;
using CsMl.Core.Predictions;
using CsMl.Core.Settings;
using Microsoft.AspNetCore.Http;

namespace CsMl.Functions.Http;

/// <summary>
/// Reads a change of a tenant's settings, section by section: what is left out stays as it is stored, and null takes the
/// stored value back, so that the configured one holds. Ranges are those of the options, which are checked at start.
/// </summary>
internal static class ReadSettings
{
    private static readonly Parameter Critical = Number<RiskScale>(
        "critical",
        "Probability from which a risk is critical"
    );
    private static readonly Parameter High = Number<RiskScale>("high", "Probability from which a risk is high");
    private static readonly Parameter Medium = Number<RiskScale>("medium", "Probability from which a risk is medium");

    private static readonly Parameter OnPredict = Parameter.Flag(
        "autoGenerateOnPredict",
        "Whether a prediction makes a CTA by itself"
    );

    private static readonly Parameter Nightly = Parameter.Flag(
        "autoGenerateNightly",
        "Whether the nightly run makes CTAs",
        otherwise: true
    );

    private static readonly Parameter MinCategory = Parameter.Word<RiskCategory>(
        "minCategory",
        "Lowest risk category that gets a CTA"
    );

    private static readonly Parameter MinConfidence = Number<CtaOptions>(
        "minConfidence",
        "Lowest confidence of a prediction that makes, raises or closes a CTA"
    );

    private static readonly Parameter CooldownDays = Whole<CtaOptions>(
        "cooldownDays",
        "Days after an automated CTA in which the account gets no other of its type"
    );

    private static readonly Parameter RecoveryMargin = Number<CtaOptions>(
        "recoveryMargin",
        "How far below the threshold a probability must fall before an open CTA is closed for it"
    );

    private static readonly Parameter MaxPerNight = Whole<CtaOptions>(
        "maxPerNight",
        "Most CTAs that one nightly run makes"
    );

    private static readonly Parameter Scale = Parameter.Whole(
        "scale",
        HealthScale.Tops[^1],
        HealthScale.Tops[0],
        HealthScale.Tops[0],
        "The best health score that the CRM gives: 100, 10 or 1"
    );

    private static readonly Parameter Risk = Parameter.Object(
        "risk",
        "Thresholds of the risk categories, all three together",
        Critical,
        High,
        Medium
    );

    private static readonly Parameter Ctas = Parameter.Object(
        "ctas",
        "When predictions make, raise and close CTAs",
        OnPredict,
        Nightly,
        MinCategory,
        MinConfidence,
        CooldownDays,
        RecoveryMargin,
        MaxPerNight
    );

    private static readonly Parameter Health = Parameter.Object("health", "How the CRM tells health scores", Scale);

    private static readonly Parameter WindowDays = Whole<PredictionOptions>(
        "windowDays",
        "Days that a prediction looks ahead if its caller names no window"
    );

    private static readonly Parameter Predictions = Parameter.Object(
        "predictions",
        "How predictions are made",
        WindowDays
    );

    private static readonly Parameter PredictionsPerDay = Quota(
        "predictionsPerDay",
        "Most predictions a day (UTC) that call a model"
    );

    private static readonly Parameter BatchRunsPerDay = Quota("batchRunsPerDay", "Most batches a day");
    private static readonly Parameter CtasPerDay = Quota("ctasPerDay", "Most CTAs a day that callers make");
    private static readonly Parameter ImportsPerDay = Quota("importsPerDay", "Most files a day that are imported");

    private static readonly Parameter Limits = Parameter.Object(
        "limits",
        "How often a day the tenant's callers may do something, at most as often as is configured",
        PredictionsPerDay,
        BatchRunsPerDay,
        CtasPerDay,
        ImportsPerDay
    );

    public static readonly BodyShape.Command Body = new(Risk, Predictions, Ctas, Health, Limits);

    /// <param name="configured">The limits that a stored one must not exceed.</param>
    public static async Task<(Func<StoredSettings, StoredSettings> Change, ApiProblem? Refusal)> OfAsync(
        HttpRequest request,
        Quotas configured,
        CancellationToken cancellation
    )
    {
        var (fields, refusal) = await RequestBody.ReadFieldsAsync(request, cancellation);
        // Reads every field once, so that all that is wrong is known.
        Change(StoredSettings.None);
        fields.RefuseUnknown();
        return (Change, refusal ?? fields.Refusal);

        StoredSettings Change(StoredSettings before) =>
            new(
                Merge(fields, Risk, before.Risk, ReadRisk),
                Merge(
                    fields,
                    Predictions,
                    before.Predictions,
                    inner => ReadPredictions(inner, before.Predictions ?? new StoredPredictions())
                ),
                Merge(fields, Ctas, before.Ctas, inner => ReadCtas(inner, before.Ctas ?? new StoredCtas())),
                Merge(fields, Health, before.Health, inner => ReadHealth(inner, before.Health ?? new StoredHealth())),
                Merge(
                    fields,
                    Limits,
                    before.Limits,
                    inner => ReadLimits(inner, before.Limits ?? new Quotas(), configured)
                )
            );
    }

    private static RiskScale ReadRisk(Fields fields)
    {
        foreach (var missing in ((Parameter[])[Critical, High, Medium]).Where(p => !fields.Has(p) || fields.HasNull(p)))
        {
            fields.Reject(missing, "is missing; the three thresholds are stored together");
        }

        var scale = new RiskScale
        {
            Critical = fields.Number(Critical),
            High = fields.Number(High),
            Medium = fields.Number(Medium),
        };
        if (!scale.IsOrdered)
        {
            fields.Reject(High, $"is not between the others; {PredictionOptions.Order} must hold");
        }

        return scale;
    }

    private static StoredPredictions ReadPredictions(Fields fields, StoredPredictions before) =>
        new(Merge(fields, WindowDays, before.WindowDays, fields.Whole));

    private static StoredCtas ReadCtas(Fields fields, StoredCtas before) =>
        new(
            Merge(fields, OnPredict, before.AutoGenerateOnPredict, fields.Flag),
            Merge(fields, Nightly, before.AutoGenerateNightly, fields.Flag),
            Merge(fields, MinCategory, before.MinCategory, p => fields.Word<RiskCategory>(p) ?? default),
            Merge(fields, MinConfidence, before.MinConfidence, fields.Number),
            Merge(fields, CooldownDays, before.CooldownDays, fields.Whole),
            Merge(fields, RecoveryMargin, before.RecoveryMargin, fields.Number),
            Merge(fields, MaxPerNight, before.MaxPerNight, fields.Whole)
        );

    private static StoredHealth ReadHealth(Fields fields, StoredHealth before)
    {
        var scale = Merge(fields, Scale, before.Scale, fields.Whole);
        if (scale is { } top && !HealthScale.Tops.Contains(top))
        {
            fields.Reject(Scale, $"is no scale; write {string.Join(", ", HealthScale.Tops)}");
        }

        return new StoredHealth(scale);
    }

    private static Quotas ReadLimits(Fields fields, Quotas before, Quotas configured)
    {
        return new Quotas(
            Merge(fields, PredictionsPerDay, before.PredictionsPerDay, p => Read(p, configured.PredictionsPerDay)),
            Merge(fields, BatchRunsPerDay, before.BatchRunsPerDay, p => Read(p, configured.BatchRunsPerDay)),
            Merge(fields, CtasPerDay, before.CtasPerDay, p => Read(p, configured.CtasPerDay)),
            Merge(fields, ImportsPerDay, before.ImportsPerDay, p => Read(p, configured.ImportsPerDay))
        );

        int Read(Parameter p, int? most)
        {
            var quota = fields.Whole(p);
            if (quota > most)
            {
                fields.Reject(p, $"is more than the {most} that are configured; write {most} or less");
            }

            return quota;
        }
    }

    private static T? Merge<T>(Fields fields, Parameter p, T? before, Func<Parameter, T> read)
        where T : struct =>
        !fields.Has(p) ? before
        : fields.HasNull(p) ? null
        : read(p);

    private static T? Merge<T>(Fields fields, Parameter p, T? before, Func<Fields, T> read)
        where T : class =>
        !fields.Has(p) ? before
        : fields.HasNull(p) ? null
        : read(fields.Object(p));

    private static Parameter Number<T>(string name, string meaning)
        where T : new()
    {
        var (range, value) = Of<T>(name);
        return Parameter.Number(name, (double)range.Minimum, (double)range.Maximum, (double)value, meaning);
    }

    private static Parameter Whole<T>(string name, string meaning)
        where T : new()
    {
        var (range, value) = Of<T>(name);
        return Parameter.Whole(name, (int)range.Minimum, (int)range.Maximum, (int)value, meaning);
    }

    private static Parameter Quota(string name, string meaning) => Parameter.Whole(name, 1, int.MaxValue, meaning);

    /// <summary>The range and the default of an option.</summary>
    private static (RangeAttribute Range, object Default) Of<T>(string name)
        where T : new()
    {
        var option = typeof(T).GetProperty(
            name,
            BindingFlags.IgnoreCase | BindingFlags.Instance | BindingFlags.Public
        )!;
        return (option.GetCustomAttribute<RangeAttribute>()!, option.GetValue(new T())!);
    }
}
