namespace CsMl.Core.Morning;

/// <summary>Chance × annual revenue of some accounts of one currency, summed.</summary>
/// <param name="Currency">Its ISO 4217 code; null for amounts whose currency is unknown.</param>
public sealed record AmountAtRisk(string? Currency, decimal Amount, int Accounts)
{
    /// <summary>Each currency by itself, the one of most accounts first.</summary>
    internal static IReadOnlyList<AmountAtRisk> Sum(IEnumerable<Candidate> candidates) =>
        [
            .. candidates
                .Where(c => c.RevenueAtRisk is not null)
                .GroupBy(c => c.Terms.Currency)
                .Select(g => new AmountAtRisk(g.Key, g.Sum(c => c.RevenueAtRisk!.Value), g.Count()))
                .OrderByDescending(sum => sum.Accounts)
                .ThenBy(sum => sum.Currency, StringComparer.Ordinal),
        ];
}
