using System.ComponentModel.DataAnnotations;

namespace CsMl.Core.Portfolio;

/// <summary>Settings <c>Runs:*</c>: how runs are kept going.</summary>
public sealed class RunOptions
{
    public const string Section = "Runs";

    /// <summary>Seconds without a sign of work after which a run is sent on its way again.</summary>
    [Range(20, 600)]
    public int StandstillSeconds { get; set; } = 45;
}
