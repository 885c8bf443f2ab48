using CsMl.Core.Accounts;

namespace CsMl.Core.Predictions;

/// <summary>A language model that predicts, at the app's outside edge.</summary>
public interface IPredictionModel
{
    bool IsConfigured { get; }

    /// <summary>It failed so often that it is not called for a while.</summary>
    bool IsCircuitOpen { get; }

    /// <summary>How many accounts may wait for the model at once.</summary>
    int Concurrency { get; }

    /// <summary>How far its probability may be from the rules' without evidence, 0–1.</summary>
    double MaxDistance { get; }

    /// <param name="signals">Of the request's facts at its instant.</param>
    /// <param name="rules">The rules' prediction for the same request.</param>
    /// <param name="runId">The run that asks; null: a request does.</param>
    Task<ModelOutcome> PredictAsync(
        string tenant,
        PredictionRequest request,
        Signals signals,
        RulesPrediction rules,
        string? runId,
        CancellationToken cancellation
    );
}
