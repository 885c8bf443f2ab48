using CsMl.Core.Predictions;
using CsMl.Core.Requests;

namespace CsMl.Functions.Dashboard.Portfolio;

/// <summary>The open disagreements between people and predictions.</summary>
internal static class DisagreementSection
{
    /// <param name="names">Of accounts, by their ids.</param>
    public static Html Of(
        IReadOnlyList<OpinionView> opinions,
        IReadOnlyDictionary<string, string> names,
        RiskScale scale
    ) =>
        opinions.Count == 0
            ? Html.Nothing
            : Html.Of(
                $"""
                <section aria-labelledby="disagreements">
                <h2 id="disagreements">{Texts.Portfolio.Disagreements}</h2>
                <div class="wide" role="group" aria-labelledby="disagreements" tabindex="0"><table>
                <thead><tr><th scope="col">{Texts.Portfolio.Account}</th><th scope="col">{Texts.Account.Who}</th><th scope="col" class="number">{Texts.Account.Theirs}</th><th scope="col" class="number">{Texts.Account.Predicted}</th><th scope="col">{Texts.Account.Because}</th></tr></thead>
                <tbody>{opinions.Select(opinion =>
                    Row(opinion, names.GetValueOrDefault(opinion.AccountId), scale)
                )}</tbody>
                </table></div>
                </section>
                """
            );

    private static Html Row(OpinionView opinion, string? name, RiskScale scale) =>
        Html.Of(
            $"""
            <tr><th scope="row"><a href="{PagePath.Account(
                opinion.AccountId
            )}">{name ?? opinion.AccountId}</a></th><td>{opinion.By}</td><td class="number">{Show.Probability(
                opinion.Probability,
                scale
            )}</td><td class="number">{Show.Probability(opinion.Prediction.Probability, scale)}</td><td>{Html.Lines(
                opinion.Reason ?? ""
            )}</td></tr>
            """
        );
}
