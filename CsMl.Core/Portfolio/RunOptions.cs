using System.ComponentModel.DataAnnotations;

namespace CsMl.Core.Portfolio;

/// <summary>Settings <c>Runs:*</c>: when stopped runs are resumed.</summary>
public sealed class RunOptions
{
    public const string Section = "Runs";

    /// <summary>Seconds without a heartbeat after which a run is resumed.</summary>
    [Range(20, 600)]
    public int StandstillSeconds { get; set; } = 45;
}
