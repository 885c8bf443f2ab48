using CsMl.Core.Accounts;
using CsMl.Core.Ctas;
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
        var search = new CandidateSearch(highRisk, find, risks, assigned, tenant, ownerId, applied.Risk.High);
        await search.AddByRevenueAsync(cancellation);
        // By revenue not all are listed, so that this list tells whether there are more.
        var hasMore = await search.AddByChanceAsync(cancellation);
        if (ownerId is not null)
        {
            hasMore |= await search.AddAssignedAsync(now, cancellation);
        }

        var candidates = new List<Candidate>();
        foreach (var some in search.Found.Chunk(MostReadsAtOnce))
        {
            candidates.AddRange(
                await Task.WhenAll(some.Select(one => ReadAsync(tenant, one.Risk, one.Terms, applied, cancellation)))
            );
        }

        return (OrderCandidates.Of(candidates.FindAll(c => c.IsFor(ownerId)), now), hasMore);
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
}
