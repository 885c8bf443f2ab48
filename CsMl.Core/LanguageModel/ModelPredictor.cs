using CsMl.Core.Accounts;
using CsMl.Core.LanguageModel.Client;
using CsMl.Core.LanguageModel.Prompts;
using CsMl.Core.LanguageModel.Replies;
using CsMl.Core.Limits;
using CsMl.Core.Predictions;
using CsMl.Core.Settings;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CsMl.Core.LanguageModel;

/// <summary>
/// Makes predictions with a language model: sends the facts, checks the whole reply against them, and requests one
/// correction if the reply is invalid. A reply that is still invalid gives no prediction.
/// </summary>
public sealed partial class ModelPredictor(
    ILanguageModel model,
    BudgetStore budgets,
    DailyLimits limits,
    ModelTelemetry telemetry,
    IOptions<LlmOptions> options,
    ILogger<ModelPredictor> log
) : IPredictionModel
{
    /// <summary>One attempt and one correction.</summary>
    private const int MostTries = 2;

    private readonly LlmOptions _options = options.Value;

    /// <summary>True if a model is configured.</summary>
    public bool IsConfigured => _options.IsConfigured;

    /// <summary>True while the circuit breaker is open after repeated failures; the model is then not called.</summary>
    public bool IsCircuitOpen => model.IsResting;

    /// <summary>Why the model cannot be used, as a part of a sentence; null if the last call was answered.</summary>
    public string? Trouble => model.Trouble;

    /// <summary>Maximum number of predictions made with the model at the same time.</summary>
    public int Concurrency => _options.Concurrency;

    /// <summary>Maximum difference between the model's and the rules' probability without evidence.</summary>
    public double MaxDistance => _options.MaxDistance;

    public async Task<ModelOutcome> PredictAsync(
        string tenant,
        PredictionRequest request,
        Signals signals,
        RulesPrediction rules,
        PredictingRun? run,
        CancellationToken cancellation
    )
    {
        // A night is no caller's, and a model that rests is not called.
        var use =
            run is { IsOfCaller: false } || model.IsResting
                ? null
                : await limits.TakeAsync(tenant, LimitKind.Predictions, cancellation);
        if (use is { IsGranted: false })
        {
            // A run goes on with the rules, as with a budget that is spent; a caller can wait for the next day.
            return run is null
                ? throw new LimitReachedException(use)
                : new ModelOutcome(null, FallbackReason.BudgetExhausted, null);
        }

        var outcome = await AskAsync(tenant, request, signals, rules, run, cancellation);
        if (outcome.Failure != FallbackReason.BudgetExhausted)
        {
            return outcome with { Limit = use };
        }

        await limits.GiveBackAsync(tenant, use);
        return outcome;
    }

    private async Task<ModelOutcome> AskAsync(
        string tenant,
        PredictionRequest request,
        Signals signals,
        RulesPrediction rules,
        PredictingRun? run,
        CancellationToken cancellation
    )
    {
        var prompt = WritePrompt.For(request, signals, rules, ReplyShapes.For(request.Type), _options);
        var messages = new List<ModelMessage>
        {
            new(ModelRole.System, prompt.System),
            new(ModelRole.User, prompt.User),
        };
        var budget = budgets.Of(tenant, run?.Id);
        Prediction? prediction = null;
        ModelUsage? usage = null;
        var took = TimeSpan.Zero;
        FallbackReason? failure = null;
        for (var tries = 0; tries < MostTries && prediction is null; tries++)
        {
            var reply = await telemetry.WatchAsync(() =>
                model.AskAsync(
                    new ModelQuestion(messages, prompt.Shape, budget)
                    {
                        IsOfRun = run is not null,
                        Shorten = times => [messages[0], new(ModelRole.User, Facts(times)), .. messages.Skip(2)],
                    },
                    cancellation
                )
            );
            usage = usage is null ? reply.Usage : usage.Plus(reply.Usage);
            took += reply.Took;
            (prediction, var fault) = Check(reply, prompt, request, rules);
            failure = fault?.Reason;
            if (fault is not null)
            {
                // The fault may quote the reply, so it is logged separately.
                NotUsable(log, fault.Reason, reply.Failure is null ? "it does not stand" : reply.Detail);
                Fault(log, fault.Sentence);
            }

            // No correction is requested if the model wrote nothing or if the caller has already waited too long.
            if (
                fault is null
                || (reply.Text is null && reply.Usage.OutputTokens == 0)
                || took.TotalSeconds > _options.TimeoutSeconds
            )
            {
                break;
            }

            messages.RemoveRange(2, messages.Count - 2);
            // A model is not shown its own thoughts: it would go on with them.
            var wrote = fault.Reason == FallbackReason.LlmThoughtsOnly ? null : reply.Text;
            messages.AddRange(RepairRequest.Of(wrote, fault.Sentence));
        }

        return new ModelOutcome(prediction, failure, Metadata(usage, prompt.Version, took));

        string Facts(int times) =>
            WritePrompt.For(request, signals, rules, prompt.Shape, _options.Shortened(times)).User;
    }

    /// <returns>The prediction, or the fault of the reply.</returns>
    private (Prediction? Prediction, ReplyFault? Fault) Check(
        ModelReply reply,
        Prompt prompt,
        PredictionRequest request,
        RulesPrediction rules
    )
    {
        if (reply.Text is null)
        {
            var detail = reply.Detail ?? "There was no reply.";
            return (null, new ReplyFault(reply.Failure ?? FallbackReason.LlmInvalidReply, detail));
        }

        var (answer, fault) = ReadReply.Read(request.Type, reply.Text);
        if (answer is null)
        {
            return (null, fault);
        }

        var (kept, dropped) = DropUncitedClaims.Drop(answer, prompt.User, rules);
        telemetry.Dropped(dropped);
        return LimitDeparture.Fault(kept, rules, request.Scale, _options.MaxDistance) is { } departure
            ? (null, ReplyFault.Invalid(departure))
            : (ApplyReply.Apply(kept, rules, request, prompt.Names), null);
    }

    /// <summary>Null if nothing was billed.</summary>
    private LlmMetadata? Metadata(ModelUsage? usage, string promptVersion, TimeSpan took) =>
        usage is { Tokens: > 0 }
            ? new LlmMetadata(
                usage.Model,
                usage.Tokens,
                (long)took.TotalMilliseconds,
                _options.CostOf(usage),
                promptVersion
            )
            : null;

    [LoggerMessage(LogLevel.Information, "A reply of the model cannot be used ({Reason}): {Detail}")]
    private static partial void NotUsable(ILogger log, FallbackReason reason, string? detail);

    [LoggerMessage(LogLevel.Trace, "What is wrong with the reply: {Fault}")]
    private static partial void Fault(ILogger log, string fault);
}
