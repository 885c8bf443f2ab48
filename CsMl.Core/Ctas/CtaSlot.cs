using CsMl.Core.Accounts;
using CsMl.Core.Predictions;

namespace CsMl.Core.Ctas;

/// <summary>
/// The state of the last automated CTA of a type. While that CTA is open, and during the cooldown after its creation,
/// no other CTA of the type can be created. The slot is kept after the CTA is closed. Every change of the CTA's status
/// or priority also changes the slot, in the same transaction, so that the CTA need not be read.
/// </summary>
public sealed record CtaSlot
{
    public required string CtaId { get; init; }

    public CtaType Type { get; init; }

    /// <summary>The prediction that the CTA was created from.</summary>
    public required string PredictionId { get; init; }

    /// <summary>Type of that prediction: only a prediction of the same type can close the CTA as recovered.</summary>
    public PredictionType PredictionType { get; init; }

    public required string Title { get; init; }

    public CtaPriority Priority { get; init; }

    /// <summary>The CTA's owner; null if nobody is, and for a CTA of an earlier version.</summary>
    public string? OwnerId { get; init; }

    /// <summary>
    /// True if a person gave the CTA to somebody other than the account's owner: it no longer follows that owner.
    /// </summary>
    public bool IsAssigned { get; init; }

    public bool IsOpen { get; init; }

    /// <summary>When the CTA was created.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>The run that created it; null if a request did.</summary>
    public string? RunId { get; init; }

    /// <summary>When the CTA was closed because the account had recovered; null if it was not.</summary>
    public DateTimeOffset? RecoveredAt { get; init; }

    /// <param name="runId">The run that created it; null if a request did.</param>
    public static CtaSlot Of(Cta cta, PredictionType predictionType, DateTimeOffset at, string? runId) =>
        new()
        {
            CtaId = cta.Id,
            Type = cta.Type,
            PredictionId = cta.TriggerData!.PredictionId,
            PredictionType = predictionType,
            Title = cta.Title,
            Priority = cta.Priority,
            OwnerId = cta.OwnerId,
            IsOpen = cta.IsOpen,
            At = at,
            RunId = runId,
        };

    /// <summary>The reason why no other CTA can be created now; null if one can.</summary>
    public string? WhyHeld(TimeSpan cooldown, DateTimeOffset now) =>
        IsOpen ? $"the automated CTA '{Title}' is still open"
        // Prevents a new CTA every few days for an account whose probability fluctuates around a threshold.
        : RecoveredAt is { } recovered && recovered + cooldown > now
            ? $"its last CTA was closed on {FormatDate.Of(recovered)}, when the account had recovered, and the next may follow {cooldown.TotalDays:0} days later"
        : At + cooldown > now
            ? $"an automated CTA was made on {FormatDate.Of(At)}, and the next may follow {cooldown.TotalDays:0} days later"
        : null;
}
