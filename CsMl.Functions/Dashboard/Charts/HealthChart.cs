using CsMl.Core.Accounts;
using CsMl.Core.Health;
using CsMl.Core.Predictions;
using CsMl.Core.Requests;

namespace CsMl.Functions.Dashboard.Charts;

/// <summary>The course of an account's health score, its forecast and its anomalies.</summary>
internal sealed class HealthChart(AccountDetails account)
{
    private const double Width = 640;
    private const double Left = 34;
    private const double Right = 12;
    private const double Top = 10;
    private const double Bottom = 170;
    private const double Height = 186;

    private readonly HealthSeries _scores = account.Scores;
    private readonly DateTimeOffset _now = account.Signals.AsOf;

    private DateTimeOffset Start => _scores.Date(0);

    private DateTimeOffset End => _now.AddDays(PredictionRequest.DefaultWindowDays);

    /// <summary>Nothing if there are less than two scores.</summary>
    public static Html Of(AccountDetails account) =>
        account.Scores.Count < 2 ? Html.Nothing : new HealthChart(account).Draw();

    private Html Draw() =>
        Html.Of(
            $"""
            <figure>
            <svg class="chart" viewBox="0 0 {Width} {Height}" role="img" aria-label="{account.Health.Summary}">
            {Levels()}
            {Gap()}
            <line class="today" x1="{XOf(_now)}" x2="{XOf(_now)}" y1="{Top}" y2="{Bottom}" /><text class="middle" x="{XOf(_now)}" y="{Height - 2}">{Texts.Account.Today}</text>
            <polyline class="line" points="{Points()}" />
            {Forecast()}
            {account.Health.Anomalies.Select(Mark)}
            </svg>
            <figcaption class="axis"><span>{Show.Date(
                Start
            )}</span> <span>{Show.Date(End)}</span></figcaption>
            </figure>
            """
        );

    private static IEnumerable<Html> Levels() =>
        ((int[])[0, 50, 100]).Select(level =>
            Html.Of(
                $"""<line class="grid" x1="{Left}" x2="{Width - Right}" y1="{YOf(level)}" y2="{YOf(level)}" /><text x="{Left - 6}" y="{YOf(level) + 4}">{level}</text>"""
            )
        );

    private IEnumerable<Html> Points() =>
        Enumerable.Range(0, _scores.Count).Select(i => Html.Of($"{XOf(_scores.Date(i))},{YOf(_scores.Score(i))} "));

    private Html Forecast() =>
        account.Health is { CurrentHealthScore: { } now, PredictedScore: { } then }
            ? Html.Of(
                $"""<polyline class="forecast" points="{XOf(_now)},{YOf(now)} {XOf(End)},{YOf(then)}" /><circle class="last" cx="{XOf(_now)}" cy="{YOf(now)}" r="3" />"""
            )
            : Html.Nothing;

    /// <summary>The silence that is longer than the account's rhythm.</summary>
    private Html Gap()
    {
        var gap = account.Health.Anomalies.FirstOrDefault(a => a.AnomalyType == AnomalyType.EngagementGap);
        if (gap is null || account.Signals.Engagement.LastAt is not { } last)
        {
            return Html.Nothing;
        }

        var from = XOf(last > Start ? last : Start);
        return Html.Of(
            $"""<rect class="gap" x="{from}" y="{Top}" width="{XOf(_now) - from}" height="{Bottom - Top}"><title>{gap.Description}</title></rect>"""
        );
    }

    private Html Mark(HealthAnomaly anomaly)
    {
        if (anomaly.AnomalyType == AnomalyType.EngagementGap || anomaly.DetectedAt < Start)
        {
            return Html.Nothing;
        }

        var nearest = Enumerable
            .Range(0, _scores.Count)
            .MinBy(i => Math.Abs((_scores.Date(i) - anomaly.DetectedAt).TotalDays));
        return Html.Of(
            $"""<circle class="anomaly" cx="{XOf(_scores.Date(nearest))}" cy="{YOf(_scores.Score(nearest))}" r="5"><title>{anomaly.Description}</title></circle>"""
        );
    }

    private double XOf(DateTimeOffset at) =>
        Left + (Width - Left - Right) * (at - Start).TotalDays / (End - Start).TotalDays;

    private static double YOf(double score) => Bottom - (Bottom - Top) * score / 100;
}
