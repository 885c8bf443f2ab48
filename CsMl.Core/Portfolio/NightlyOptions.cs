using System.ComponentModel.DataAnnotations;
using CsMl.Core.Json;
using CsMl.Core.Predictions;

namespace CsMl.Core.Portfolio;

/// <summary>Settings <c>Nightly:*</c>: when the portfolio is scored, and for what.</summary>
public sealed class NightlyOptions : IValidatableObject
{
    public const string Section = "Nightly";

    /// <summary>NCRONTAB expression of six fields, in UTC; 02:00 every night.</summary>
    [Required]
    public string Schedule { get; set; } = "0 0 2 * * *";

    /// <summary>The prediction types that the night scores, each in a run of its own, separated by commas.</summary>
    public string Types { get; set; } = "CHURN";

    /// <summary>The types, each once, in the order of <see cref="Types"/>.</summary>
    public IReadOnlyList<PredictionType> ToScore() =>
        [.. Words().Select(word => EnumNames.Find<PredictionType>(word)!.Value).Distinct()];

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!Words().Any() || Words().Any(word => EnumNames.Find<PredictionType>(word) is null))
        {
            var known = string.Join(", ", EnumNames.All<PredictionType>());
            yield return new ValidationResult($"Nightly:Types is '{Types}'; give one or more of {known}.");
        }
    }

    private IEnumerable<string> Words() =>
        Types.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
