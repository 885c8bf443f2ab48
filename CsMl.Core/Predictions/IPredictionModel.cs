using CsMl.Core.Accounts;
using CsMl.Core.Limits;

namespace CsMl.Core.Predictions;

/// <summary>A language model that predicts, as an outside dependency of the app.</summary>
public interface IPredictionModel
{
    bool IsConfigured { get; }

    /// <summary>True while the circuit breaker is open after repeated failures; the model is then not called.</summary>
    bool IsCircuitOpen { get; }

    /// <summary>
    /// Why the model cannot be used until a setting or the server is changed, as a part of a sentence; null if the last
    /// call was answered.
    /// </summary>
    string? Trouble { get; }

    /// <summary>Maximum number of predictions made with the model at the same time.</summary>
    int Concurrency { get; }

    /// <summary>Maximum difference between the model's and the rules' probability without evidence, 0–1.</summary>
    double MaxDistance { get; }

    /// <param name="signals">The signals of the request's facts at its instant.</param>
    /// <param name="rules">The rules' prediction for the same request.</param>
    /// <param name="run">The run that needs the prediction; null for a single request.</param>
    /// <exception cref="LimitReachedException">
    /// The day's predictions by a model are used; thrown to a single request alone.
    /// </exception>
    Task<ModelOutcome> PredictAsync(
        string tenant,
        PredictionRequest request,
        Signals signals,
        RulesPrediction rules,
        PredictingRun? run,
        CancellationToken cancellation
    );
}
