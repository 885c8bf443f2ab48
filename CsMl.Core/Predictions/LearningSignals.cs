using CsMl.Core.Accounts;

namespace CsMl.Core.Predictions;

/// <summary>
/// Four facts about an account that weigh nothing in the rules and can be given a weight by outcomes. Each is the
/// logarithm of a number of days on a fixed scale: 0 is ordinary, and also what is unknown.
/// </summary>
/// <param name="Since">Days since the last contact; 0 at 30 days, higher for a longer silence.</param>
/// <param name="Recent">Active days in the last 90; 0 at 3 days.</param>
/// <param name="Active">Active days in the year up to the last contact; 0 at 8 days.</param>
/// <param name="Tenure">Days since the account was created; 0 at 365 days.</param>
public readonly record struct LearningSignals(double Since, double Recent, double Active, double Tenure)
{
    private const int Year = 365;

    public static LearningSignals Of(Signals signals)
    {
        var e = signals.Engagement;
        var tenure = signals.Facts.CreatedAt is { } created
            ? Scaled(Math.Max(0, (signals.AsOf - created).TotalDays), 365, 1)
            : 0;
        if (!e.IsRecorded)
        {
            return new LearningSignals(0, 0, 0, tenure);
        }

        var since = Scaled(e.Silence, 30, 1.2);
        var recent = Scaled(e.RecentDaysActive, 3, 0.9);
        var active = e.LastAt is { } last ? CountActiveDays.Between(signals.Facts, last.AddDays(-Year), last) : 0;
        // An excused silence is no evidence of trouble here either.
        return new LearningSignals(
            e.IsExcused ? Math.Min(0, since) : since,
            e.IsExcused ? Math.Max(0, recent) : recent,
            Scaled(active, 8, 0.9),
            tenure
        );
    }

    private static double Scaled(double days, double ordinary, double spread) =>
        (Math.Log(1 + days) - Math.Log(1 + ordinary)) / spread;
}
