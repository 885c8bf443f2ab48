using CsMl.Core.Accounts;

namespace CsMl.Core.Ctas;

/// <summary>A CTA as it is stored, with its tasks and version.</summary>
/// <param name="Version">The number of its events so far; 1 when it is created.</param>
public sealed record CtaRecord(Cta Cta, IReadOnlyList<CtaTask> Tasks, int Version)
{
    /// <summary>False if an earlier version wrote it, which had no list of CTAs over accounts.</summary>
    public bool IsListed { get; init; }

    /// <summary>
    /// The CTA at a given time: a snooze ends by itself, without a write. The event, if there is one, is the last of
    /// its history.
    /// </summary>
    public (CtaRecord Record, CtaEvent? Woken) AsOf(DateTimeOffset now)
    {
        if (Cta is not { Status: CtaStatus.Snoozed, SnoozeUntil: { } until } || until > now)
        {
            return (this, null);
        }

        var awake = Cta with { Status = CtaStatus.Open, SnoozeUntil = null, UpdatedAt = until };
        return (
            this with
            {
                Cta = awake,
                Version = Version + 1,
            },
            new CtaEvent(until, CtaEvent.App, CtaEventKind.Woken, "The snooze is over.", null)
        );
    }
}
