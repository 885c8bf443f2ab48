using CsMl.Core.Predictions;
using CsMl.Core.Settings;
using CsMl.Core.Storage;

namespace CsMl.Functions.Http;

/// <param name="Available">True if a language model makes the predictions.</param>
/// <param name="Facts">Where facts come from and how old they are.</param>
/// <param name="Deliveries">What goes out to the CRM; null without one.</param>
/// <param name="Probabilities">What the probabilities of churn stand on.</param>
public sealed record StatusAnswer(
    bool Available,
    string Message,
    PredictionSource Source,
    FactsStatus Facts,
    DeliverySummary? Deliveries,
    ScaleView Probabilities
);
