using CsMl.Core.Accounts;

namespace CsMl.Core.Predictions.Rules;

/// <summary>
/// The result of one rule: evidence in log-odds of trouble (positive for trouble, negative for reassurance) and a
/// sentence with the actual numbers.
/// </summary>
/// <param name="Rule">Name of the rule.</param>
/// <param name="MustSurface">
/// True if it must be among the drivers however small its share, because a manager would miss it.
/// </param>
/// <param name="Advice">Recommended action; null if there is none.</param>
/// <param name="IsNamed">False if it counts but is not named as reassurance, because to a manager it would seem none.</param>
public sealed record Finding(
    string Rule,
    double LogOdds,
    string Factor,
    string CurrentValue,
    string Threshold,
    Trend Trend,
    string Sentence,
    Advice? Advice,
    bool MustSurface = false,
    bool IsNamed = true
);
