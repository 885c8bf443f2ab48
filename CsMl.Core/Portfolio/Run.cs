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

/// <summary>One pass over a tenant's portfolio.</summary>
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
)
{
    /// <summary>The run of a day, the same one however often its timer fires.</summary>
    public static string NightlyId(DateTimeOffset at) =>
        at.UtcDateTime.ToString("'nightly-'yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    public static string BatchId(DateTimeOffset at) => $"batch-{Guid.CreateVersion7(at)}";

    [JsonIgnore]
    public bool IsOver => State is RunState.Completed or RunState.CompletedWithFailures or RunState.Cancelled;
}

/// <param name="Cached">Passed over because what is stored is still true.</param>
public sealed record RunCounts(int Accounts, int Scored, int Cached, int Failed, int CtasCreated)
{
    public static readonly RunCounts None = new(0, 0, 0, 0, 0);
}

/// <param name="Amount">Null where the price of the model is not configured.</param>
public sealed record RunCost(long Tokens, decimal? Amount);

public sealed record RunFailure(string AccountId, string Reason);
