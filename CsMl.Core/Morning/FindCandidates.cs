using CsMl.Core.Accounts;
using CsMl.Core.Ctas;
using CsMl.Core.Predictions;
using CsMl.Core.Requests;
using CsMl.Core.Settings;
using CsMl.Core.Storage;

namespace CsMl.Core.Morning;

/// <summary>
/// Finds the accounts at risk that a day's work may begin with: those with most revenue at risk in each currency, and of
/// the others the most likely to leave, among which are those of unknown revenue. It reads index rows and the CTAs of
/// these accounts, and never more for a larger portfolio. An owner's accounts are those that an open CTA of theirs is for,
/// and of those without an open CTA their own.
/// </summary>
public sealed class FindCandidates(
    ListHighRisk highRisk,
    FindAccount find,
    RiskIndex risks,
    ListPortfolioCtas assigned,
    CtaReader stored,
    TenantSettings settings,
    TimeProvider time
)
{
    private const int MostByRevenue = 100;

    /// <summary>Of each currency, where there are so many that each one's share of the others would be less.</summary>
    private const int LeastByRevenue = 10;
    private const int MostByChance = 50;

    /// <summary>Index rows that are looked at for each of both, where most are of other owners.</summary>
    private const int MostLooks = 1_000;

    private const int MostReadsAtOnce = 25;

    /// <param name="ownerId">Only what this person has to do; null for all.</param>
    /// <returns>The accounts, most pressing first, and whether there are more that were not looked at.</returns>
    internal async Task<(IReadOnlyList<Candidate> Candidates, bool HasMore)> RunAsync(
        string tenant,
        string? ownerId,
        CancellationToken cancellation
    )
    {
        var (now, applied) = (time.GetUtcNow(), await settings.OfAsync(tenant, cancellation));
        var found = new Dictionary<string, (RankedRisk Risk, AccountTerms Terms)>(StringComparer.Ordinal);
        // By revenue all accounts are listed, at risk or not, so that only the second list tells whether there are more.
        var currencies = await highRisk
            .CurrenciesAsync(tenant, PredictionType.Churn, cancellation)
            .ToListAsync(cancellation);
        foreach (var currency in currencies)
        {
            var most = Math.Max(MostByRevenue / currencies.Count, LeastByRevenue);
            await AddAsync(RiskOrder.RevenueAtRisk, most, likely: most, currency);
        }

        var hasMore = await AddAsync(RiskOrder.Probability, MostByChance, likely: found.Count + MostByChance);

        if (ownerId is not null)
        {
            await AddAssignedAsync();
        }

        var candidates = new List<Candidate>(found.Count);
        foreach (var some in found.Values.Chunk(MostReadsAtOnce))
        {
            candidates.AddRange(
                await Task.WhenAll(some.Select(one => ReadAsync(tenant, one.Risk, one.Terms, applied, cancellation)))
            );
        }

        return (OrderCandidates.Of(candidates.FindAll(c => c.IsFor(ownerId)), now), hasMore);

        async Task AddAssignedAsync()
        {
            var theirs = new CtaFilter(ownerId, Status: null, Type: null, DueBefore: null);
            var page = await assigned.RunAsync(tenant, theirs, after: null, MostByRevenue, cancellation);
            foreach (var id in page.Ctas.Select(cta => cta.AccountId).Where(id => !found.ContainsKey(id)).Distinct())
            {
                var row = await risks.FindAsync(new AccountKey(tenant, id), PredictionType.Churn, cancellation);
                if (row?.ValidUntil > now && new RankedRisk(row, Place: "") is var risk && IsAtRisk(risk))
                {
                    found.Add(id, (risk, await TermsOfAsync(risk)));
                }
            }
        }

        async Task<bool> AddAsync(RiskOrder order, int most, int likely, string? currency = null)
        {
            var (looks, added) = (0, 0);
            var query = new HighRiskQuery(applied.Risk.High, most)
            {
                Order = order,
                Accounts = new AccountFilter(Currency: currency),
            };
            await foreach (var risk in highRisk.AllAsync(tenant, PredictionType.Churn, query, likely, cancellation))
            {
                if (added == most || looks++ == MostLooks)
                {
                    return true;
                }

                if (!IsAtRisk(risk) || found.ContainsKey(risk.Account.Id))
                {
                    continue;
                }

                var terms = await TermsOfAsync(risk);
                if (ownerId is null || ownerId == terms.OwnerId)
                {
                    found.Add(risk.Account.Id, (risk, terms));
                    added++;
                }
            }

            return false;
        }

        bool IsAtRisk(RankedRisk risk) =>
            risk.Prediction.Probability >= applied.Risk.High || risk.Account.Lifecycle == Lifecycle.Notice;

        async ValueTask<AccountTerms> TermsOfAsync(RankedRisk risk) =>
            risk.Row.Terms ?? await ReadTermsAsync(new AccountKey(tenant, risk.Account.Id), cancellation);
    }

    /// <summary>The same accounts in the same order, of which some have changed CTAs.</summary>
    internal async Task<IReadOnlyList<Candidate>> ReadAgainAsync(
        string tenant,
        IReadOnlyList<Candidate> candidates,
        IReadOnlySet<string> changed,
        CancellationToken cancellation
    )
    {
        var applied = await settings.OfAsync(tenant, cancellation);
        return await Task.WhenAll(
            candidates.Select(c =>
                changed.Contains(c.Risk.Account.Id)
                    ? ReadAsync(tenant, c.Risk, c.Terms, applied, cancellation)
                    : Task.FromResult(c)
            )
        );
    }

    private async Task<Candidate> ReadAsync(
        string tenant,
        RankedRisk risk,
        AccountTerms terms,
        EffectiveSettings applied,
        CancellationToken cancellation
    )
    {
        var (now, ctas) = (time.GetUtcNow(), new List<CtaRecord>());
        await foreach (var record in stored.ListAsync(new AccountKey(tenant, risk.Account.Id), cancellation))
        {
            ctas.Add(record.AsOf(now).Record);
        }

        return new Candidate(
            risk,
            terms,
            ctas,
            DecideAttention.Of([.. ctas.Select(c => c.Cta)], now, applied.CtaRules.Cooldown)
        );
    }

    private async Task<AccountTerms> ReadTermsAsync(AccountKey account, CancellationToken cancellation) =>
        await find.RunAsync(account, cancellation) is { } known
            ? AccountTerms.Of(known.Facts)
            : new AccountTerms(null, null, null);
}
