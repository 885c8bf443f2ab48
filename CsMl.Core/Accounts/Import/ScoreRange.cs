using CsMl.Core.Json;

namespace CsMl.Core.Accounts.Import;

/// <summary>
/// The highest health score of an import. Scores of which none is above 1 or 10 are most likely on a scale of that
/// width; that is named and never guessed.
/// </summary>
/// <param name="scale">The scale that the scores are read on.</param>
internal sealed class ScoreRange(HealthScale scale)
{
    private double _highest;

    /// <param name="score">On the scale 0–100.</param>
    public void Add(double score) => _highest = Math.Max(_highest, score);

    /// <summary>Which setting to change; null if the scale is right.</summary>
    public FieldError? Warning =>
        _highest > 0 && scale.Narrower(_highest) is { } top
            ? new FieldError(
                "healthScore",
                $"no score is above {top}; if {top} is the best score there is, set Health:Scale to {top} and import again"
            )
            : null;
}
