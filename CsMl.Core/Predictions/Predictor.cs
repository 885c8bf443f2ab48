using CsMl.Core.Accounts;
using CsMl.Core.Limits;
using CsMl.Core.Predictions.Rules;
using CsMl.Core.Predictions.Types;
using Microsoft.Extensions.Options;

namespace CsMl.Core.Predictions;

/// <summary>
/// The one place that decides who makes a prediction. The model makes it if it is configured and the data is
/// sufficient; otherwise, or if the model's reply cannot be used, the rules make it. Every prediction states its source
/// and fallback reason.
/// </summary>
public sealed class Predictor(IPredictionModel model, PredictionCounter counter, IOptions<PredictionOptions> options)
{
    /// <summary>True if a model is configured.</summary>
    public bool HasModel => model.IsConfigured;

    /// <summary>True while the model's circuit breaker is open and the rules make all predictions.</summary>
    public bool IsModelCircuitOpen => HasModel && model.IsCircuitOpen;

    /// <summary>
    /// Why the model cannot be used until a setting or the server is changed, as a part of a sentence; null if there is
    /// no such reason.
    /// </summary>
    public string? ModelTrouble => HasModel ? model.Trouble : null;

    /// <summary>Useful number of concurrent predictions.</summary>
    public int Concurrency => HasModel ? model.Concurrency : 1;

    /// <param name="scale">The tenant's scale.</param>
    /// <param name="predictionId">The prediction's id; null for a new one.</param>
    public async Task<MadePrediction> PredictAsync(
        string tenant,
        KnownAccount account,
        PredictionType type,
        int windowDays,
        PredictionScale scale,
        DateTimeOffset now,
        CancellationToken cancellation,
        PredictingRun? run = null,
        string? predictionId = null
    )
    {
        cancellation.ThrowIfCancellationRequested();
        scale = scale.For(type);
        var signals = Signals.Of(account.Facts, now, account.Retention);
        var request = new PredictionRequest(
            account.Facts,
            type,
            now,
            windowDays,
            scale.Risk,
            options.Value.ValidityDays
        )
        {
            Model = scale.Model,
            IsCalibrated = scale.IsCalibrated,
            PredictionId = predictionId,
        };
        var rules = RulesPredictor.PredictWithBasis(request, signals);
        var prediction = rules.Prediction;
        LimitUse? limit = null;
        if (HasModel && rules.Quality.IsSufficient)
        {
            var outcome = await model.PredictAsync(tenant, request, signals, rules, run, cancellation);
            prediction = (outcome.Prediction ?? prediction with { FallbackReason = outcome.Failure }) with
            {
                LlmMetadata = outcome.Metadata,
            };
            limit = outcome.Limit;
        }

        if (account.StaleSince is { } staleSince)
        {
            prediction = prediction with { DataQuality = prediction.DataQuality with { FactsAsOf = staleSince } };
        }

        counter.Add(prediction);
        var summary = AccountSummary.Of(account.Facts, signals.HealthScore, signals.Lifecycle);
        var isAtRisk = IsAtRisk(prediction, signals.Lifecycle, request.Scale);
        return new MadePrediction(prediction, account.Version, run?.Id, summary)
        {
            RenewalDate = signals.TermEnd,
            Terms = AccountTerms.Of(account.Facts),
            CustomerUntil = account.CustomerUntil(now),
            Limit = limit,
            IsAtRisk = isAtRisk,
            RevenueAtRisk = isAtRisk
                ? AccountRevenue.AtRisk(AccountRevenue.Of(account.Facts), prediction.Probability)
                : null,
            Basis = PredictionBasis.Of(rules.Evaluation, signals, windowDays) with
            {
                ScaleVersion = scale.Version,
                LearnedVersion = scale.LearnedVersion,
            },
            ScaleVersion = scale.Version,
            RunStartedAt = run?.StartedAt,
            PredictedFrom =
                PredictionTypes.Of(type).HasCategory && scale.Risk != RiskScale.Default ? scale.Risk.High : null,
        };
    }

    /// <summary>
    /// True if the rules' result for the same facts has not changed since the model was asked: the category is the
    /// same, the probability differs by at most <c>Llm:MaxDistance</c>, and no new finding must be named.
    /// </summary>
    /// <param name="scale">The tenant's scale, which the model's prediction was made on too.</param>
    /// <param name="type">Type of the model's prediction from these facts.</param>
    /// <param name="predictedAt">The instant of the model's prediction.</param>
    public bool IsUnchanged(
        PredictionScale scale,
        KnownAccount account,
        PredictionType type,
        int windowDays,
        DateTimeOffset predictedAt,
        DateTimeOffset now
    )
    {
        var (then, today) = (EvaluateAt(predictedAt), EvaluateAt(now));
        return scale.Risk.CategoryOf(then.Probability) == scale.Risk.CategoryOf(today.Probability)
            && Math.Abs(then.Probability - today.Probability) <= model.MaxDistance
            && MustBeNamed(today).IsSubsetOf(MustBeNamed(then));

        RuleEvaluation EvaluateAt(DateTimeOffset at) =>
            PredictionTypes
                .Of(type)
                .RuleSet.Evaluate(Signals.Of(account.Facts, at, account.Retention), windowDays, scale.For(type).Model);

        static HashSet<string> MustBeNamed(RuleEvaluation evaluation) =>
            [.. evaluation.Findings.Where(w => w.Finding.MustSurface).Select(w => w.Finding.Rule)];
    }

    private static bool IsAtRisk(Prediction prediction, Lifecycle lifecycle, RiskScale scale) =>
        PredictionTypes.Of(prediction.Type).IsAboutRetention
        && (
            lifecycle == Lifecycle.Notice
            || (prediction.OwnCategory ?? scale.CategoryOf(prediction.Probability)) >= RiskCategory.High
        );
}
