using System.ComponentModel.DataAnnotations;

namespace CsMl.Core.Portfolio;

/// <summary>Settings <c>Nightly:*</c>: when the portfolio is scored.</summary>
public sealed class NightlyOptions
{
    public const string Section = "Nightly";

    /// <summary>NCRONTAB expression of six fields, in UTC; 02:00 every night.</summary>
    [Required]
    public string Schedule { get; set; } = "0 0 2 * * *";
}
