using System.Text.Json.Serialization;
using CsMl.Core.Predictions;

namespace CsMl.Core.Portfolio;

/// <summary>What a page, or a bucket of them, has come to.</summary>
public sealed record PageOutcome(int Scored, int Cached, IReadOnlyList<RunFailure> Failures, RunCost Cost)
{
    /// <summary>Accounts that were removed between the plan and this page.</summary>
    public int Skipped { get; init; }

    [JsonIgnore]
    public RunCounts Counts =>
        new(Scored + Cached + Failures.Count + Skipped, Scored, Cached, Failures.Count, 0) { Skipped = Skipped };

    /// <summary>With one more that the run has scored.</summary>
    public PageOutcome Plus(Prediction scored) =>
        this with
        {
            Scored = Scored + 1,
            Cost = Cost.Plus(RunCost.Of(scored)),
        };
}
