using CsMl.Core.Accounts;
using CsMl.Core.Predictions.Rules;
using CsMl.Core.Predictions.Types;
using Microsoft.Extensions.Options;

namespace CsMl.Core.Predictions;

/// <summary>
/// The one place that decides who predicts: a model where there is one and data enough for it, the rules where not, or
/// where its answer does not stand. Every prediction says in its source and fallback reason which it was.
/// </summary>
public sealed class Predictor(IPredictionModel model, PredictionCounter counter, IOptions<PredictionOptions> options)
{
    /// <summary>Whether a model is there to be asked.</summary>
    public bool HasModel => model.IsConfigured;

    /// <summary>The model failed so often that the rules predict until it is tried again.</summary>
    public bool IsModelCircuitOpen => HasModel && model.IsCircuitOpen;

    /// <summary>How many predictions are worth making at once.</summary>
    public int Concurrency => HasModel ? model.Concurrency : 1;

    public async Task<MadePrediction> PredictAsync(
        string tenant,
        KnownAccount account,
        PredictionType type,
        int windowDays,
        DateTimeOffset now,
        CancellationToken cancellation,
        string? runId = null
    )
    {
        cancellation.ThrowIfCancellationRequested();
        var signals = Signals.Of(account.Facts, now);
        var request = Request(tenant, account, type, windowDays, now);
        var rules = RulesPredictor.PredictWithBasis(request, signals);
        var prediction = rules.Prediction;
        if (HasModel && rules.Quality.IsSufficient)
        {
            var outcome = await model.PredictAsync(tenant, request, signals, rules, runId, cancellation);
            prediction = (outcome.Prediction ?? prediction with { FallbackReason = outcome.Failure }) with
            {
                LlmMetadata = outcome.Metadata,
            };
        }

        counter.Add(prediction);
        var summary = AccountSummary.Of(account.Facts, signals.HealthScore);
        return new MadePrediction(prediction, account.Version, runId, summary)
        {
            RenewalDate = signals.RenewalDate,
            Basis = PredictionBasis.Of(rules.Evaluation, signals, windowDays),
        };
    }

    /// <summary>
    /// Whether the rules say of the same facts today what they said when a model was asked: the same category, no more
    /// than <c>Llm:MaxDistance</c> away, and nothing that must be named that was not to be named then.
    /// </summary>
    /// <param name="type">Of the model's prediction from these facts.</param>
    /// <param name="predictedAt">When the model made it.</param>
    public bool IsUnchanged(
        string tenant,
        KnownAccount account,
        PredictionType type,
        int windowDays,
        DateTimeOffset predictedAt,
        DateTimeOffset now
    )
    {
        var (then, today) = (EvaluateAt(predictedAt), EvaluateAt(now));
        var scale = options.Value.ScaleOf(tenant);
        return scale.CategoryOf(then.Probability) == scale.CategoryOf(today.Probability)
            && Math.Abs(then.Probability - today.Probability) <= model.MaxDistance
            && MustBeNamed(today).IsSubsetOf(MustBeNamed(then));

        RuleEvaluation EvaluateAt(DateTimeOffset at) =>
            PredictionTypes.Of(type).RuleSet.Evaluate(Signals.Of(account.Facts, at), windowDays);

        static HashSet<string> MustBeNamed(RuleEvaluation evaluation) =>
            [.. evaluation.Findings.Where(w => w.Finding.MustSurface).Select(w => w.Finding.Rule)];
    }

    private PredictionRequest Request(
        string tenant,
        KnownAccount account,
        PredictionType type,
        int windowDays,
        DateTimeOffset now
    ) => new(account.Facts, type, now, windowDays, options.Value.ScaleOf(tenant), options.Value.ValidityDays);
}
