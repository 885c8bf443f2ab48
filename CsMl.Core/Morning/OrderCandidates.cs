using CsMl.Core.Accounts;

namespace CsMl.Core.Morning;

/// <summary>
/// Orders accounts by what is lost if nobody calls: chance × revenue × nearness of the renewal. Amounts of different
/// currencies are never compared: an account's revenue counts in relation to the median of its currency among the same
/// accounts. An account of unknown revenue counts as the median, so that it stands among the others by its chance.
/// </summary>
internal static class OrderCandidates
{
    /// <summary>A renewal in so many days counts half as much as one today.</summary>
    private const double HalfAfterDays = 90;

    /// <summary>A renewal that passed so many days ago without an outcome tells nothing of the next one.</summary>
    private const double StaleAfterDays = 90;

    /// <returns>Most pressing first; equal ones by account id.</returns>
    public static IReadOnlyList<Candidate> Of(IReadOnlyList<Candidate> candidates, DateTimeOffset now)
    {
        var medians = candidates
            .Where(c => c.Terms.Revenue > 0)
            .GroupBy(c => c.Terms.Currency ?? "", StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => Median([.. g.Select(c => c.Terms.Revenue!.Value)]), StringComparer.Ordinal);
        return
        [
            .. candidates
                .OrderByDescending(c => c.Risk.Prediction.Probability * Share(c.Terms) * Nearness(c.Renewal, now))
                .ThenBy(c => c.Risk.Account.Id, StringComparer.Ordinal),
        ];

        double Share(AccountTerms terms) =>
            terms.Revenue switch
            {
                null => 1,
                // Credit notes make revenue negative.
                <= 0 => 0,
                { } revenue => (double)revenue / (double)medians[terms.Currency ?? ""],
            };
    }

    /// <summary>
    /// 1 for a renewal today or overdue, ½ in 90 days, ⅕ in a year; as in 90 days if the renewal is unknown or passed long
    /// ago.
    /// </summary>
    private static double Nearness(DateTimeOffset? renewal, DateTimeOffset now)
    {
        var days = (renewal - now)?.TotalDays is { } ahead and >= -StaleAfterDays ? Math.Max(0, ahead) : HalfAfterDays;
        return 1 / (1 + days / HalfAfterDays);
    }

    private static decimal Median(List<decimal> values)
    {
        values.Sort();
        var middle = values.Count / 2;
        return values.Count % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
    }
}
