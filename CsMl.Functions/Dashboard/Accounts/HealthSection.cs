using CsMl.Core.Health;
using CsMl.Core.Requests;
using CsMl.Functions.Dashboard.Charts;

namespace CsMl.Functions.Dashboard.Accounts;

/// <summary>The health score's course, forecast and anomalies.</summary>
internal static class HealthSection
{
    private const int MostNumbers = 30;

    public static Html Of(AccountDetails account) =>
        Html.Of(
            $"""
            <section aria-labelledby="health">
            <h2 id="health">{Texts.Account.HealthNow}</h2>
            <p>{account.Health.Summary}</p>
            {(account.Scores.Count < 2 ? Html.Of($"<p>{Texts.Account.NoScores}</p>") : HealthChart.Of(account))}
            {Anomalies(account.Health.Anomalies)}
            {(account.Scores.Count < 2 ? Html.Nothing : Numbers(account))}
            </section>
            """
        );

    private static Html Anomalies(IReadOnlyList<HealthAnomaly> anomalies) =>
        anomalies.Count == 0
            ? Html.Nothing
            : Html.Of(
                $"""
                <h3>{Texts.Account.Anomalies}</h3>
                <ul>{anomalies.Select(anomaly => Html.Of($"<li>{anomaly.Description}.</li>"))}</ul>
                """
            );

    /// <summary>The newest scores for those who do not see the line.</summary>
    private static Html Numbers(AccountDetails account)
    {
        var scores = account.Scores;
        var rows = Enumerable
            .Range(0, scores.Count)
            .Reverse()
            .Take(MostNumbers)
            .Select(i =>
                Html.Of(
                    $"""<tr><th scope="row">{Show.Date(scores.Date(i))}</th><td class="number">{Show.Number(scores.Score(i))}</td></tr>"""
                )
            );
        return Html.Of(
            $"""
            <details><summary>{Texts.Account.Scores}</summary>
            <table><thead><tr><th scope="col">{Texts.Account.Day}</th><th scope="col" class="number">{Texts.Account.Score}</th></tr></thead>
            <tbody>{rows}</tbody></table>
            </details>
            """
        );
    }
}
