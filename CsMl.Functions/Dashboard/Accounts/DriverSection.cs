using CsMl.Core.Predictions.Explanations;
using CsMl.Core.Requests;

namespace CsMl.Functions.Dashboard.Accounts;

/// <summary>The parts that a probability is made of, with their numbers: they add up to it.</summary>
internal static class DriverSection
{
    private const double FullBar = 50;
    private const double LeastPoints = 0.05;

    public static Html Of(AccountDetails account) =>
        account.Churn is not { Usual: { } usual } churn
            ? Html.Nothing
            : Html.Of(
                $"""
                <section aria-labelledby="drivers">
                <h2 id="drivers">{Texts.Account.Drivers}</h2>
                <div><table class="stack">
                <thead><tr><th scope="col">{Texts.Account.Factor}</th><th scope="col">{Texts.Account.Value}</th><th scope="col" colspan="2">{Texts.Account.Share}</th></tr></thead>
                <tbody>
                <tr><th scope="row">{Texts.Account.Usual}</th><td></td><td class="number">{Show.Percent(
                    usual
                )}</td><td></td></tr>
                {churn.Parts.Where(IsShown).Select(Row)}
                </tbody>
                <tfoot><tr><th scope="row">{Texts.Account.Result}</th><td></td><td class="number">{Show.Probability(
                    churn.Prediction.Probability,
                    account.Scale
                )}</td><td></td></tr></tfoot>
                </table></div>
                </section>
                """
            );

    /// <summary>What rounds to nothing is not worth a line.</summary>
    private static bool IsShown(FactorChange part) => Math.Abs(part.Points) >= LeastPoints;

    private static Html Row(FactorChange part) =>
        Html.Of(
            $"""
            <tr><th scope="row">{part.Factor}{Sentence(part)}</th><td>{part.Value}</td><td class="number">{Show.Points(
                part.Points
            )}</td><td>{Bar(part.Points)}</td></tr>
            """
        );

    private static Html Sentence(FactorChange part) =>
        part.Sentence is { Length: > 0 } sentence ? Html.Of($"""<span class="hint">{sentence}</span>""") : Html.Nothing;

    /// <summary>To the right for what raises the probability, to the left for what lowers it.</summary>
    private static Html Bar(double points)
    {
        var length = Math.Min(FullBar, Math.Abs(points));
        return Html.Of(
            $"""<svg class="share {(points > 0 ? "up" : "down")}" viewBox="0 0 100 10" aria-hidden="true"><rect x="{(points > 0 ? FullBar : FullBar - length)}" y="1" width="{length}" height="8" /><line x1="{FullBar}" x2="{FullBar}" y1="0" y2="10" /></svg>"""
        );
    }
}
