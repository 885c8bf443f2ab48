using System.Text.Json.Serialization;
using CsMl.Core.Predictions;

namespace CsMl.Core.Portfolio;

[JsonConverter(typeof(JsonStringEnumConverter<RunKind>))]
public enum RunKind
{
    [JsonStringEnumMemberName("nightly")]
    Nightly,

    [JsonStringEnumMemberName("batch")]
    Batch,
}

[JsonConverter(typeof(JsonStringEnumConverter<RunState>))]
public enum RunState
{
    [JsonStringEnumMemberName("queued")]
    Queued,

    [JsonStringEnumMemberName("running")]
    Running,

    [JsonStringEnumMemberName("completed")]
    Completed,

    [JsonStringEnumMemberName("completed_with_failures")]
    CompletedWithFailures,

    [JsonStringEnumMemberName("cancelled")]
    Cancelled,
}

/// <summary>Which accounts a batch is for.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<PriorityFilter>))]
public enum PriorityFilter
{
    [JsonStringEnumMemberName("all")]
    All,

    /// <summary>Those whose valid churn prediction is high or critical, highest first.</summary>
    [JsonStringEnumMemberName("high_risk")]
    HighRisk,

    /// <summary>Those of the largest annual revenue.</summary>
    [JsonStringEnumMemberName("high_value")]
    HighValue,
}

/// <summary>One pass over a tenant's portfolio, as callers see it.</summary>
/// <param name="Progress">Share of the accounts done, 0–1.</param>
public sealed record Run(
    string RunId,
    RunKind Kind,
    RunState State,
    PredictionType PredictionType,
    DateTimeOffset StartedAt,
    DateTimeOffset? CompletedAt,
    double Progress,
    RunCounts Counts,
    RunCost Cost,
    IReadOnlyList<RunFailure> Failures
);

/// <param name="Cached">Passed over because what is stored is still true.</param>
public sealed record RunCounts(int Accounts, int Scored, int Cached, int Failed, int CtasCreated)
{
    public static readonly RunCounts None = new(0, 0, 0, 0, 0);

    public RunCounts Plus(RunCounts other) =>
        new(
            Accounts + other.Accounts,
            Scored + other.Scored,
            Cached + other.Cached,
            Failed + other.Failed,
            CtasCreated + other.CtasCreated
        );
}

/// <summary>What a run has spent on the model.</summary>
/// <param name="Amount">Null where the price of the model is not configured.</param>
/// <param name="BudgetExhausted">A budget was spent, and the rules predicted from there on.</param>
public sealed record RunCost(long Tokens, decimal? Amount, bool BudgetExhausted)
{
    public static readonly RunCost None = new(0, 0, false);

    public static RunCost Of(Prediction prediction) =>
        new(
            prediction.LlmMetadata?.TokensUsed ?? 0,
            prediction.LlmMetadata is { } asked ? asked.EstimatedCost : 0,
            prediction.FallbackReason == FallbackReason.BudgetExhausted
        );

    public RunCost Plus(RunCost other) =>
        new(Tokens + other.Tokens, Amount + other.Amount, BudgetExhausted || other.BudgetExhausted);
}

public sealed record RunFailure(string AccountId, string Reason)
{
    /// <summary>In place of an account where the run itself failed; no account has such an id.</summary>
    public const string WholeRun = "*";
}
