using CsMl.Core.Accounts;
using CsMl.Core.Predictions;

namespace CsMl.Core.Ctas;

/// <summary>
/// What the last automated CTA of a type is to the next one: while it is open, and for a time after it was made, there
/// is no place for another. It stays when the CTA is closed, and says so without the CTA being read: whatever changes
/// the status or the priority of a CTA changes its slot in the same transaction.
/// </summary>
public sealed record CtaSlot
{
    public required string CtaId { get; init; }

    public CtaType Type { get; init; }

    /// <summary>That the CTA was made from.</summary>
    public required string PredictionId { get; init; }

    /// <summary>Of that prediction: only one of the same type can say that the CTA is no longer needed.</summary>
    public PredictionType PredictionType { get; init; }

    public required string Title { get; init; }

    public CtaPriority Priority { get; init; }

    public bool IsOpen { get; init; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>The run that made it; null: a request did.</summary>
    public string? RunId { get; init; }

    /// <summary>When it was closed because the account had recovered; null: it was not.</summary>
    public DateTimeOffset? RecoveredAt { get; init; }

    /// <param name="runId">The run that made it.</param>
    public static CtaSlot Of(Cta cta, PredictionType predictionType, DateTimeOffset at, string? runId) =>
        new()
        {
            CtaId = cta.Id,
            Type = cta.Type,
            PredictionId = cta.TriggerData!.PredictionId,
            PredictionType = predictionType,
            Title = cta.Title,
            Priority = cta.Priority,
            IsOpen = cta.IsOpen,
            At = at,
            RunId = runId,
        };

    /// <summary>Why there is no place for another CTA; null: there is.</summary>
    public string? WhyHeld(TimeSpan cooldown, DateTimeOffset now) =>
        IsOpen ? $"the automated CTA '{Title}' is still open"
        // So that an account which hovers about a threshold gets no new CTA every few days.
        : RecoveredAt + cooldown > now
            ? $"its last CTA was closed on {RecoveredAt:yyyy-MM-dd}, when the account had recovered, and the next may follow {cooldown.TotalDays:0} days later"
        : At + cooldown > now
            ? $"an automated CTA was made on {At:yyyy-MM-dd}, and the next may follow {cooldown.TotalDays:0} days later"
        : null;
}
