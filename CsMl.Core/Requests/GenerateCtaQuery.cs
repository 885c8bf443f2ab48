using CsMl.Core.Accounts;
using CsMl.Core.Ctas;
using CsMl.Core.Predictions;
using CsMl.Core.Storage;

namespace CsMl.Core.Requests;

/// <summary>Whose CTA to make, and what the caller has read already.</summary>
public sealed record GenerateCtaQuery(AccountKey Account, PredictionType Type)
{
    /// <summary>Who owns the CTA where the account has no owner.</summary>
    public string? CallerId { get; init; }

    /// <summary>A run that may go on after it was cut off: the CTA that it made before is made now.</summary>
    public string? RunId { get; init; }

    /// <summary>The tenant's playbooks; null: they are read.</summary>
    public IReadOnlyList<Playbook>? Playbooks { get; init; }

    /// <summary>The account has never had a CTA; where it has one by now, the write finds out.</summary>
    public bool HasNoSlot { get; init; }

    /// <summary>The account's latest prediction; null: it is read.</summary>
    public LatestPrediction? Latest { get; init; }
}
