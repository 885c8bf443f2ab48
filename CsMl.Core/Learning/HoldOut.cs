namespace CsMl.Core.Learning;

/// <summary>Parts outcomes into those to test on and those to fit to, so that no fit knows what it is tested on.</summary>
internal static class HoldOut
{
    private const int Folds = 5;

    /// <summary>
    /// Each outcome is held out once. First the accounts take turns in four, each with all of its outcomes, while the
    /// latest fifth of the outcomes stays out. That fifth is held out last, from the outcomes whose windows had closed
    /// when it was predicted. If most were predicted at the first instant there is no latest fifth, and the accounts
    /// take turns in five.
    /// </summary>
    public static IEnumerable<(IReadOnlyList<LearningRow> HeldOut, IReadOnlyList<LearningRow> Others)> InFiveFolds(
        IReadOnlyList<LearningRow> rows
    )
    {
        var instants = rows.Select(row => row.PredictedAt).Order().ToList();
        var latest = instants[rows.Count * (Folds - 1) / Folds];
        if (latest == instants[0])
        {
            return ByAccount(rows, Folds);
        }

        List<LearningRow> closed = [.. rows.Where(row => row.PredictedAt.AddDays(LearningRow.WindowDays) <= latest)];
        List<LearningRow> last = [.. rows.Where(row => row.PredictedAt >= latest)];
        return [.. ByAccount([.. rows.Where(row => row.PredictedAt < latest)], Folds - 1), (last, closed)];
    }

    private static IEnumerable<(IReadOnlyList<LearningRow>, IReadOnlyList<LearningRow>)> ByAccount(
        IReadOnlyList<LearningRow> rows,
        int folds
    )
    {
        var foldOf = rows.Select(row => row.AccountId)
            .Distinct()
            .Order(StringComparer.Ordinal)
            .Select((account, i) => (account, i))
            .ToDictionary(a => a.account, a => a.i % folds);
        return Enumerable
            .Range(0, Math.Min(folds, foldOf.Count))
            .Select(fold =>
            {
                var parts = rows.ToLookup(row => foldOf[row.AccountId] == fold);
                return ((IReadOnlyList<LearningRow>)[.. parts[true]], (IReadOnlyList<LearningRow>)[.. parts[false]]);
            });
    }
}
