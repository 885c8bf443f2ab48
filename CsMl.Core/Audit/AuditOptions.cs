using System.ComponentModel.DataAnnotations;

namespace CsMl.Core.Audit;

/// <summary>Settings <c>Audit:*</c>: how long it is known who changed what.</summary>
public sealed class AuditOptions
{
    public const string Section = "Audit";

    /// <summary>Days for which entries are kept, 1–3650.</summary>
    [Range(1, 3650)]
    public int RetentionDays { get; set; } = 365;
}
