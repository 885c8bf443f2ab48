using CsMl.Core.Predictions;

namespace CsMl.Core.Portfolio;

/// <summary>Counts the predictions of a run that the rules made in place of the model, by reason.</summary>
internal static class FallbackCounts
{
    public static readonly IReadOnlyDictionary<FallbackReason, int> None = new Dictionary<FallbackReason, int>();

    public static IReadOnlyDictionary<FallbackReason, int> Of(Prediction prediction) =>
        prediction.FallbackReason is { } reason ? new Dictionary<FallbackReason, int> { [reason] = 1 } : None;

    /// <summary>Null, as rows of earlier versions have it, is none.</summary>
    public static bool AreEqual(
        IReadOnlyDictionary<FallbackReason, int>? one,
        IReadOnlyDictionary<FallbackReason, int>? other
    ) => (one ?? None).OrderBy(c => c.Key).SequenceEqual((other ?? None).OrderBy(c => c.Key));

    /// <summary>Null, as rows of earlier versions have it, is none.</summary>
    public static IReadOnlyDictionary<FallbackReason, int> Sum(
        IReadOnlyDictionary<FallbackReason, int>? one,
        IReadOnlyDictionary<FallbackReason, int>? other
    )
    {
        if (one is null or { Count: 0 } || other is null or { Count: 0 })
        {
            return (one is null or { Count: 0 } ? other : one) ?? None;
        }

        var sum = new SortedDictionary<FallbackReason, int>(other.ToDictionary());
        foreach (var (reason, count) in one)
        {
            sum[reason] = sum.GetValueOrDefault(reason) + count;
        }

        return sum;
    }
}
