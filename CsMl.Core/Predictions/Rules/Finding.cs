using CsMl.Core.Accounts;

namespace CsMl.Core.Predictions.Rules;

/// <summary>
/// What one rule found: evidence in log-odds of trouble (positive: trouble, negative: reassurance) and a sentence that
/// states it with the true numbers.
/// </summary>
/// <param name="Rule">Name of the rule that fired.</param>
/// <param name="MustSurface">Named among the drivers however small its share: a manager would ask why it was not.</param>
/// <param name="Advice">What to do about it; null if there is nothing to do.</param>
public sealed record Finding(
    string Rule,
    double LogOdds,
    string Factor,
    string CurrentValue,
    string Threshold,
    Trend Trend,
    string Sentence,
    Advice? Advice,
    bool MustSurface = false
);
