using CsMl.Core.Accounts;
using CsMl.Core.Portfolio;

namespace CsMl.Core.Morning;

/// <summary>The sentences that the page and the digest share.</summary>
public static class WriteSummary
{
    /// <summary>Where <see cref="MorningView.HasMore"/>: what was looked at, so that nobody takes it for everything.</summary>
    public const string MoreAtRisk =
        "More accounts are at risk than were looked at: those with most revenue at risk, and the most likely to leave.";

    /// <summary>Between two amounts.</summary>
    public const string And = " and ";

    public const string NoRun = "No run has scored every account yet";

    /// <summary>Such as <c>4 accounts need you today</c>, <c>60 or more accounts need you today</c>.</summary>
    public static string NeedToday(int count, bool hasMore) =>
        count == 0 && hasMore ? "No account that was looked at needs you today"
        : hasMore ? $"{count} or more accounts need you today"
        : count == 1 ? "1 account needs you today"
        : $"{count} accounts need you today";

    /// <summary>Such as <c>€312k and $90k at risk among them</c>; null if no revenue is known.</summary>
    public static string? AtRisk(IReadOnlyList<AmountAtRisk> sums, int unknown, bool hasMore) =>
        sums.Count == 0
            ? null
            : string.Join(And, sums.Select(sum => FormatMoney.Of(sum.Amount, sum.Currency) + Unknown(sum)))
                + " "
                + AmongThem(unknown, hasMore);

    /// <summary>What follows an amount whose currency nobody has said.</summary>
    public static string Unknown(AmountAtRisk sum) => sum.Currency is null ? " in an unknown currency" : "";

    /// <summary>
    /// The accounts at risk that need nobody today, such as <c>2 accounts at risk have their next step later, 1 is
    /// snoozed</c>; null if there are none.
    /// </summary>
    public static string? Others(int later, int waiting, int done)
    {
        string?[] parts =
        [
            later == 0
                ? null
                : $"{FormatCount.Of(later, "account")} at risk {(later == 1 ? "has its" : "have their")} next step later",
            waiting == 0 ? null : $"{waiting} {(waiting == 1 ? "is" : "are")} snoozed",
            done == 0 ? null : $"{done} {(done == 1 ? "was" : "were")} dealt with lately",
        ];
        return parts.OfType<string>().ToList() is { Count: > 0 } some ? string.Join(", ", some) : null;
    }

    /// <summary>What follows the amounts.</summary>
    public static string AmongThem(int unknown, bool hasMore) =>
        (hasMore ? "or more " : "")
        + "at risk among them"
        + (
            unknown == 0
                ? ""
                : $", and {(hasMore ? "at least " : "")}{FormatCount.Of(unknown, "account")} of unknown revenue"
        );

    /// <summary>What the last night left out.</summary>
    public static string OverCap(int accounts) =>
        $"{FormatCount.Of(accounts, "account")} at high risk got no CTA last night, because it had made its most.";

    /// <summary>Such as <c>250 of 250 accounts</c>, with what failed or was not scored.</summary>
    public static string Scored(RunCounts counts)
    {
        var done = counts.Scored + counts.Cached;
        var all = counts.Accounts - counts.NotScored - counts.Skipped;
        var failed = counts.Failed == 0 ? "" : $", {counts.Failed} failed";
        return $"{done} of {FormatCount.Of(all, "account")}{failed}";
    }

    /// <summary>Who predicted: <c>rules</c>, <c>model</c>, or both; null if the run predicted nothing anew.</summary>
    public static string? Source(ClosedRun run) =>
        run.Counts.Scored == 0 ? null
        : run.ByRules >= run.Counts.Scored ? "rules"
        : run.ByRules == 0 ? "model"
        : $"model, {run.ByRules} by rules";

    /// <summary>Such as <c>Of 20 accounts that we put at 60–80 %, 14 left.</c></summary>
    public static string Trust(TrackRecord? track)
    {
        if (track is not { IsEnough: true })
        {
            return $"Not enough outcomes yet ({track?.Settled ?? 0} of {Outcomes.Metric.Enough}).";
        }

        return track.Telling is { } band
            ? $"Of {FormatCount.Of(band.Count, "account")} that we put at {Percent(band.From)}–{Percent(band.To)} %, {band.Left} left."
            : $"None of the {track.Settled} predictions whose outcome is known was at high risk.";
    }

    /// <summary>A change of a probability in percentage points: <c>+12 points in 7 days</c>.</summary>
    public static string Points(double points) =>
        Math.Round(points) switch
        {
            0 => "no change",
            1 => "+1 point",
            -1 => "−1 point",
            > 0 and var up => $"+{up:0} points",
            var down => $"−{-down:0} points",
        };

    private static string Percent(double share) =>
        (100 * (decimal)share).ToString("0.#", System.Globalization.CultureInfo.InvariantCulture);
}
