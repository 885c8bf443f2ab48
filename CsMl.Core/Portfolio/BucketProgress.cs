using CsMl.Core.Predictions;

namespace CsMl.Core.Portfolio;

/// <summary>The progress of a bucket's pages.</summary>
public sealed record BucketProgress(int Pages, int Done, RunCounts Counts, RunCost Cost)
{
    /// <summary>The predictions that the rules made in place of the model; null in rows of earlier versions.</summary>
    public IReadOnlyDictionary<FallbackReason, int>? Fallbacks { get; init; }

    public static readonly BucketProgress None = Of(0);

    /// <summary>The progress before any page is done.</summary>
    public static BucketProgress Of(int pages) => new(pages, 0, RunCounts.None, RunCost.None);

    public BucketProgress Plus(PageOutcome page) =>
        this with
        {
            Done = Done + 1,
            Counts = Counts.Plus(page.Counts),
            Cost = Cost.Plus(page.Cost),
            Fallbacks = FallbackCounts.Sum(Fallbacks, page.Fallbacks),
        };

    public BucketProgress Plus(BucketProgress other) =>
        new(Pages + other.Pages, Done + other.Done, Counts.Plus(other.Counts), Cost.Plus(other.Cost))
        {
            Fallbacks = FallbackCounts.Sum(Fallbacks, other.Fallbacks),
        };
}
