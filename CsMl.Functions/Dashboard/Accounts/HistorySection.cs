using CsMl.Core.Predictions;
using CsMl.Core.Requests;

namespace CsMl.Functions.Dashboard.Accounts;

/// <summary>The predictions of churn as they were made, and what came of them.</summary>
internal static class HistorySection
{
    public static Html Of(AccountDetails account) =>
        Html.Of(
            $"""
            <section aria-labelledby="history">
            <h2 id="history">{Texts.Account.History}</h2>
            {(account.History.Count == 0 ? Html.Of($"<p>{Texts.Account.NoHistory}</p>") : Table(account))}
            </section>
            """
        );

    private static Html Table(AccountDetails account) =>
        Html.Of(
            $"""
            <div class="wide" role="group" aria-labelledby="history" tabindex="0"><table>
            <thead><tr><th scope="col">{Texts.Account.Made}</th><th scope="col" class="number">{Texts.Account.Probability}</th><th scope="col" class="number">{Texts.Account.Window}</th><th scope="col">{Texts.Account.By}</th><th scope="col" class="number">{Texts.Account.Confidence}</th><th scope="col">{Texts.Account.Status}</th><th scope="col">{Texts.Account.CameTrue}</th></tr></thead>
            <tbody>{account.History.Select(prediction => Row(prediction, account.Scale))}</tbody>
            </table></div>
            """
        );

    private static Html Row(Prediction made, RiskScale scale) =>
        Html.Of(
            $"""
            <tr><th scope="row">{Show.Time(made.PredictedAt)}</th><td class="number">{Show.Probability(
                made.Probability,
                scale
            )}</td><td class="number">{made.PredictionWindowDays} {Texts.Account.Days}</td><td>{Texts.Account.Of(
                made.Source
            )}</td><td class="number">{Show.Percent(made.Confidence)}</td><td>{Texts.Account.Of(
                made.Status
            )}</td><td>{Texts.Account.Of(made.Validation)}</td></tr>
            """
        );
}
