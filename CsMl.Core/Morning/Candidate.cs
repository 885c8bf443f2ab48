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
    /// <summary>As of the prediction; null if it is unknown.</summary>
    public DateTimeOffset? Renewal => Risk.Row.RenewalDate;

    public decimal? RevenueAtRisk => AccountRevenue.AtRisk(Terms.Revenue, Risk.Prediction.Probability);
}
