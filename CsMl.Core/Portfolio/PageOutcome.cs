using System.Text.Json.Serialization;
using CsMl.Core.Predictions;

namespace CsMl.Core.Portfolio;

/// <summary>The results of a page, or of several pages of a bucket.</summary>
public sealed record PageOutcome(int Scored, int Cached, IReadOnlyList<RunFailure> Failures, RunCost Cost)
{
    /// <summary>The number of accounts that were removed after the plan was made.</summary>
    public int Skipped { get; init; }

    /// <summary>The number of accounts that have left or are no customers.</summary>
    public int NotScored { get; init; }

    /// <summary>The predictions that the rules made in place of the model; null in rows of earlier versions.</summary>
    public IReadOnlyDictionary<FallbackReason, int>? Fallbacks { get; init; }

    [JsonIgnore]
    public RunCounts Counts =>
        new(Scored + Cached + Failures.Count + Skipped + NotScored, Scored, Cached, Failures.Count, 0)
        {
            Skipped = Skipped,
            NotScored = NotScored,
        };

    /// <summary>The outcome without the names of accounts that the page no longer names, because they were erased.</summary>
    internal PageOutcome Of(RunPage page) =>
        page.Ids is null
            ? this
            : Failures
                .Select(failure => failure.AccountId)
                .Except([.. page.Ids, RunFailure.WholeRun])
                .Aggregate(this, static (outcome, id) => outcome.Without(id));

    /// <summary>The outcome without the name of an account that was erased; the same outcome if it does not name it.</summary>
    internal PageOutcome Without(string accountId) =>
        RunFailure.Without(Failures, accountId) is var failures && ReferenceEquals(failures, Failures)
            ? this
            : this with
            {
                Failures = failures,
            };

    /// <summary>Adds one prediction that the run has scored.</summary>
    public PageOutcome Plus(Prediction scored) =>
        this with
        {
            Scored = Scored + 1,
            Cost = Cost.Plus(RunCost.Of(scored)),
            Fallbacks = FallbackCounts.Sum(FallbackCounts.Of(scored), Fallbacks),
        };
}
