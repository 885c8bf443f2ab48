using CsMl.Core.Accounts;
using CsMl.Core.Json;

namespace CsMl.Core.Ctas;

/// <summary>The changes that a caller wants to make to a CTA; null fields stay as they are.</summary>
/// <param name="OwnerId">Used only if <paramref name="SetsOwner"/> is true; null removes the owner.</param>
/// <param name="SnoozeUntil">Allowed only with <see cref="CtaStatus.Snoozed"/>, and must be after now.</param>
/// <param name="Reason">The reason, recorded in the history.</param>
/// <param name="Notes">Notes, recorded in the history.</param>
public sealed record CtaPatch(
    CtaStatus? Status,
    bool SetsOwner,
    string? OwnerId,
    DateTimeOffset? SnoozeUntil,
    CtaOutcome? Outcome,
    string? Reason,
    string? Notes
)
{
    /// <summary>The account's owner: a CTA that is given to anybody else no longer follows the account's owner.</summary>
    public string? AccountOwnerId { get; init; }

    /// <summary>Most days of a snooze. A snoozed CTA keeps its slot, so it must not be snoozed for ever.</summary>
    public const int MostSnoozeDays = 365;

    /// <param name="slot">Null if a newer CTA of its type has the slot.</param>
    /// <param name="by">The caller; null if it did not identify itself.</param>
    public CtaPatchResult Apply(CtaRecord record, CtaSlot? slot, string? by, DateTimeOffset now)
    {
        var before = record.Cta;
        var status = Status ?? before.Status;
        var opens = status is CtaStatus.Open or CtaStatus.InProgress or CtaStatus.Snoozed;
        if (opens && !before.IsOpen && slot is null)
        {
            return CtaPatchResult.Refuse(
                CtaPatchProblem.Conflict,
                $"A newer {before.Type.ToString().ToUpperInvariant()} CTA of this account has taken its place; work on that one."
            );
        }

        if (Outcome is not null && opens)
        {
            return CtaPatchResult.Refuse(
                CtaPatchProblem.Conflict,
                "An outcome is that of a closed CTA; send status COMPLETED or CANCELLED with it."
            );
        }

        var until = status == CtaStatus.Snoozed ? SnoozeUntil ?? before.SnoozeUntil : null;
        if (status == CtaStatus.Snoozed && WhyNoSnooze(until, now) is { } wrong)
        {
            return CtaPatchResult.Invalid("snoozeUntil", wrong);
        }

        var after = before with
        {
            Status = status,
            OwnerId = SetsOwner ? OwnerId : before.OwnerId,
            SnoozeUntil = until,
            // One that sleeps past its due date is due when it wakes.
            DueDate = until > before.DueDate ? Predictions.DueDate.Of(until.Value, 0, end: null) : before.DueDate,
            Outcome = opens ? null : Outcome ?? before.Outcome,
            CompletedAt = status == CtaStatus.Completed ? before.CompletedAt ?? now : null,
        };
        if (after == before && Notes is null)
        {
            return CtaPatchResult.Unchanged(record);
        }

        after = after with { UpdatedAt = now };
        return new CtaPatchResult(
            record with
            {
                Cta = after,
            },
            new CtaEvent(now, by, Kind(before, after), Why(before, after), Notes),
            // For a CTA closed by a caller, the cooldown still counts from its creation, so RecoveredAt stays unset.
            slot is null
                ? null
                : slot with
                {
                    IsOpen = after.IsOpen,
                    RecoveredAt = after.IsOpen ? null : slot.RecoveredAt,
                    OwnerId = SetsOwner ? after.OwnerId : slot.OwnerId,
                    IsAssigned = SetsOwner ? after.OwnerId != AccountOwnerId : slot.IsAssigned,
                }
        );
    }

    /// <summary>What is wrong with the end of a snooze; null if nothing is.</summary>
    public static string? WhyNoSnooze(DateTimeOffset? until, DateTimeOffset now) =>
        until is null ? "is missing; write the instant until which the CTA is to sleep"
        : until <= now || until > now.AddDays(MostSnoozeDays)
            ? $"is not within the next {MostSnoozeDays} days; write an instant that is"
        : null;

    private static CtaEventKind Kind(Cta before, Cta after) =>
        (before.IsOpen, after.IsOpen) switch
        {
            (true, false) => CtaEventKind.Closed,
            (false, true) => CtaEventKind.Reopened,
            _ when after.Status == CtaStatus.Snoozed && after.SnoozeUntil != before.SnoozeUntil => CtaEventKind.Snoozed,
            _ when after == before with { UpdatedAt = after.UpdatedAt } => CtaEventKind.Noted,
            _ => CtaEventKind.Changed,
        };

    /// <summary>
    /// The changes followed by the caller's reason, so that the history is readable without the states in between.
    /// </summary>
    private string Why(Cta before, Cta after)
    {
        var changes = new List<string>();
        if (after.Status != before.Status)
        {
            changes.Add($"status {EnumNames.Of(before.Status)} to {EnumNames.Of(after.Status)}");
        }

        if (after.SnoozeUntil is { } until && until != before.SnoozeUntil)
        {
            changes.Add($"snoozed until {until.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}");
        }

        if (after.DueDate is { } due && due != before.DueDate)
        {
            changes.Add($"due {due.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}");
        }

        if (after.OwnerId != before.OwnerId)
        {
            changes.Add($"owner {before.OwnerId ?? "nobody"} to {after.OwnerId ?? "nobody"}");
        }

        if (after.Outcome != before.Outcome && after.Outcome is { } outcome)
        {
            changes.Add($"outcome {EnumNames.Of(outcome)}");
        }

        var what = changes.Count == 0 ? "notes added" : string.Join(", ", changes);
        return Reason is null ? Sentence(what) : $"{Sentence(what)} {Reason}";
    }

    private static string Sentence(string text) => $"{char.ToUpperInvariant(text[0])}{text[1..]}.";
}
