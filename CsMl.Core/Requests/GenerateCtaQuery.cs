using CsMl.Core.Accounts;
using CsMl.Core.Ctas;
using CsMl.Core.Predictions;
using CsMl.Core.Storage;

namespace CsMl.Core.Requests;

/// <summary>The account to create a CTA for, and the data that the caller has already read.</summary>
public sealed record GenerateCtaQuery(AccountKey Account, PredictionType Type)
{
    /// <summary>The owner of the CTA if the account has no owner.</summary>
    public string? CallerId { get; init; }

    /// <summary>
    /// The run that creates the CTA. After an interruption, the CTA that the run already created counts as created.
    /// </summary>
    public string? RunId { get; init; }

    /// <summary>True if a night creates the CTA and no caller.</summary>
    public bool IsOfNight { get; init; }

    /// <summary>Null if the request may be carried out again with another effect.</summary>
    public RequestKey? Key { get; init; }

    /// <summary>The tenant's playbooks; null to read them.</summary>
    public IReadOnlyList<Playbook>? Playbooks { get; init; }

    /// <summary>
    /// True if the account had no CTA slot when it was read; a slot created since makes the write fail.
    /// </summary>
    public bool HasNoSlot { get; init; }

    /// <summary>The account's latest prediction; null to read it.</summary>
    public LatestPrediction? Latest { get; init; }

    /// <summary>The account's current lifecycle; null to take that of the prediction.</summary>
    public Lifecycle? Lifecycle { get; init; }
}
