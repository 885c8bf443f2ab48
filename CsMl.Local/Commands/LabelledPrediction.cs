using CsMl.Core.Learning;
using CsMl.Core.Predictions;

namespace CsMl.Local.Commands;

/// <summary>The rules' prediction for one account and its actual outcome.</summary>
/// <param name="DaysSinceLast">Null if no activity took place.</param>
internal readonly record struct LabelledPrediction(
    double Probability,
    RiskCategory Category,
    int? DaysSinceLast,
    bool Churned
)
{
    /// <summary>Null unless the backtest learns.</summary>
    public LearningRow? Row { get; init; }
}
