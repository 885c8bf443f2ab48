using CsMl.Core.Accounts;

namespace CsMl.Core.Requests;

/// <summary>
/// The highest health score of an import. Scores of which none is above 1 or 10 are most likely on a scale of that
/// width; that is named and never guessed.
/// </summary>
internal sealed class ScoreRange
{
    private double _highest;
    private int _count;

    public void Add(AccountFacts facts)
    {
        foreach (var score in HealthScale.Scores(facts))
        {
            _highest = Math.Max(_highest, score);
            _count++;
        }
    }

    /// <param name="scale">The scale that the scores were read on.</param>
    public IEnumerable<ImportWarning> Warnings(HealthScale scale)
    {
        if (_highest > 0 && scale.Narrower(_highest) is { } top)
        {
            yield return new ImportWarning(
                "healthScore",
                null,
                _count,
                $"no score is above {top}; if {top} is the best score there is, set Health:Scale to {top} and import again"
            );
        }
    }
}
