using CsMl.Core.Accounts;
using CsMl.Core.Ctas;
using CsMl.Core.Predictions;
using CsMl.Core.Requests;
using CsMl.Core.Storage;

namespace CsMl.Core.Morning;

/// <summary>Collects accounts at risk from the index, each once.</summary>
/// <param name="ownerId">Only accounts of this owner, and those that an open CTA of theirs is for; null for all.</param>
/// <param name="high">The probability from which a risk is high.</param>
internal sealed class CandidateSearch(
    ListHighRisk highRisk,
    FindAccount find,
    RiskIndex risks,
    ListPortfolioCtas assigned,
    string tenant,
    string? ownerId,
    double high
)
{
    private const int MostByRevenue = 100;

    /// <summary>Of each currency, where there are so many that each one's share of the others would be less.</summary>
    private const int LeastByRevenue = 10;
    private const int MostByChance = 50;

    /// <summary>Index rows that are looked at in each order, where most are of other owners.</summary>
    private const int MostLooks = 1_000;

    private readonly Dictionary<string, (RankedRisk Risk, AccountTerms Terms)> _found = new(StringComparer.Ordinal);

    public IEnumerable<(RankedRisk Risk, AccountTerms Terms)> Found => _found.Values;

    /// <summary>Adds those with most revenue at risk, each currency its share.</summary>
    public async Task AddByRevenueAsync(CancellationToken cancellation)
    {
        var currencies = await highRisk
            .CurrenciesAsync(tenant, PredictionType.Churn, cancellation)
            .ToListAsync(cancellation);
        for (var i = 0; i < currencies.Count; i++)
        {
            // What one does not need of its share is the others'.
            var most = Math.Max((MostByRevenue - _found.Count) / (currencies.Count - i), LeastByRevenue);
            var query = new HighRiskQuery(high, most)
            {
                Order = RiskOrder.RevenueAtRisk,
                Accounts = new AccountFilter(Currency: currencies[i]),
            };
            await AddAsync(query, likely: most, cancellation);
        }
    }

    /// <summary>Adds the others that are most likely to leave.</summary>
    /// <returns>True if there are more that were not looked at.</returns>
    public Task<bool> AddByChanceAsync(CancellationToken cancellation) =>
        AddAsync(new HighRiskQuery(high, MostByChance), _found.Count + MostByChance, cancellation);

    /// <summary>Adds accounts that an open CTA of the owner is for, whoever has them.</summary>
    /// <returns>True if there are more that were not looked at.</returns>
    public async Task<bool> AddAssignedAsync(DateTimeOffset now, CancellationToken cancellation)
    {
        var theirs = new CtaFilter(ownerId, Status: null, Type: null, DueBefore: null);
        var page = await assigned.RunAsync(tenant, theirs, after: null, MostByRevenue, cancellation);
        foreach (var id in page.Ctas.Select(cta => cta.AccountId).Where(id => !_found.ContainsKey(id)).Distinct())
        {
            var row = await risks.FindAsync(new AccountKey(tenant, id), PredictionType.Churn, cancellation);
            if (row?.ValidUntil > now && new RankedRisk(row, Place: "") is var risk && IsAtRisk(risk))
            {
                _found.Add(id, (risk, await TermsOfAsync(risk, cancellation)));
            }
        }

        return page.Next is not null;
    }

    private async Task<bool> AddAsync(HighRiskQuery query, int likely, CancellationToken cancellation)
    {
        var (looks, added) = (0, 0);
        await foreach (var risk in highRisk.AllAsync(tenant, PredictionType.Churn, query, likely, cancellation))
        {
            if (added == query.Limit || looks++ == MostLooks)
            {
                return true;
            }

            if (!IsAtRisk(risk) || _found.ContainsKey(risk.Account.Id))
            {
                continue;
            }

            var terms = await TermsOfAsync(risk, cancellation);
            if (ownerId is null || ownerId == terms.OwnerId)
            {
                _found.Add(risk.Account.Id, (risk, terms));
                added++;
            }
        }

        return false;
    }

    private bool IsAtRisk(RankedRisk risk) =>
        risk.Prediction.Probability >= high || risk.Account.Lifecycle == Lifecycle.Notice;

    private async ValueTask<AccountTerms> TermsOfAsync(RankedRisk risk, CancellationToken cancellation) =>
        risk.Row.Terms
        ?? (
            await find.RunAsync(new AccountKey(tenant, risk.Account.Id), cancellation) is { } known
                ? AccountTerms.Of(known.Facts)
                : new AccountTerms(null, null, null)
        );
}
