using System.ComponentModel.DataAnnotations;

namespace CsMl.Core.Portfolio;

/// <summary>Settings <c>Retention:*</c>: how long superseded predictions and runs are kept.</summary>
public sealed class RetentionOptions
{
    public const string Section = "Retention";

    /// <summary>Days for which superseded predictions and runs are kept, 90–3650; null to keep them for ever.</summary>
    [Range(90, 3650)]
    public int? Days { get; set; }
}
