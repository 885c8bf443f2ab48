using CsMl.Core.Accounts;
using CsMl.Core.Ctas;
using CsMl.Core.Requests;

namespace CsMl.Core.Morning;

/// <summary>An account at risk, with what is known of it without its facts being read.</summary>
/// <param name="Ctas">The app's own CTAs of the account, as they are now.</param>
internal sealed record Candidate(
    RankedRisk Risk,
    AccountTerms Terms,
    IReadOnlyList<CtaRecord> Ctas,
    Attention Attention
)
{
    /// <summary>The next one, or the end of a contract under notice, as of the prediction; null if it is unknown.</summary>
    public DateTimeOffset? Renewal => Risk.Row.RenewalDate;

    /// <summary>True if somebody has to do something about it: an open CTA is theirs, or the account, if there is none.</summary>
    /// <param name="ownerId">Null for whoever it is.</param>
    public bool IsFor(string? ownerId)
    {
        var open = Ctas.Select(record => record.Cta).Where(cta => cta.IsOpen).ToList();
        return ownerId is null
            || (
                open.Count == 0
                    ? Terms.OwnerId == ownerId
                    : open.Exists(cta => (cta.OwnerId ?? Terms.OwnerId) == ownerId)
            );
    }

    public decimal? RevenueAtRisk => AccountRevenue.AtRisk(Terms.Revenue, Risk.Prediction.Probability);
}
