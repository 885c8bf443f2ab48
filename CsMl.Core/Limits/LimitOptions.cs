using System.ComponentModel.DataAnnotations;

namespace CsMl.Core.Limits;

/// <summary>Settings <c>Limits:*</c>: what each tenant's callers may do so often a day (UTC). Without a value there is no limit.</summary>
public sealed class LimitOptions
{
    public const string Section = "Limits";

    /// <summary>Most predictions that call a model, of callers and of the batches that they start; 1 and up.</summary>
    [Range(1, int.MaxValue)]
    public int? PredictionsPerDay { get; set; }

    /// <summary>Most batches that callers start; 1 and up.</summary>
    [Range(1, int.MaxValue)]
    public int? BatchRunsPerDay { get; set; }

    /// <summary>Most CTAs that callers make; 1 and up.</summary>
    [Range(1, int.MaxValue)]
    public int? CtasPerDay { get; set; }

    /// <summary>Most files that callers import; 1 and up.</summary>
    [Range(1, int.MaxValue)]
    public int? ImportsPerDay { get; set; }

    public Quotas Quotas => new(PredictionsPerDay, BatchRunsPerDay, CtasPerDay, ImportsPerDay);
}
