namespace CsMl.Core.Outcomes;

/// <summary>What two forecasters gave as the probability of the same outcome, 0–1.</summary>
internal readonly record struct RivalForecast(string AccountId, double Challenger, double Champion, bool Happened)
{
    public RivalForecast Swapped() => this with { Challenger = Champion, Champion = Challenger };
}
