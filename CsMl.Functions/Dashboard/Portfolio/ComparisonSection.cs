using CsMl.Core.Outcomes;

namespace CsMl.Functions.Dashboard.Portfolio;

/// <summary>Who foretold better, champion and challenger over the same predictions.</summary>
internal static class ComparisonSection
{
    public static Html Of(ForecastComparisons? comparisons) =>
        comparisons is null
            ? Html.Nothing
            : Html.Of(
                $"""
                <section aria-labelledby="comparisons">
                <h2 id="comparisons">{Texts.Portfolio.Comparisons}</h2>
                {Pair(comparisons.Learned)}
                {Pair(comparisons.LanguageModel)}
                {Pair(comparisons.People.Scores)}
                </section>
                """
            );

    private static Html Pair(ForecastComparison pair) =>
        Html.Of(
            $"""
            <h3>{pair.Challenger} – {pair.Champion}</h3>
            <p>{pair.Verdict}</p>
            {(pair.LogLossGain.Value is null ? Html.Nothing : Table(pair))}
            """
        );

    private static Html Table(ForecastComparison pair) =>
        Html.Of(
            $"""
            <div class="wide" role="group" aria-labelledby="comparisons" tabindex="0"><table>
            <thead><tr><th scope="col">{Texts.Portfolio.Forecaster}</th><th scope="col" class="number">{Texts.Portfolio.LogLoss}</th><th scope="col" class="number">{Texts.Portfolio.BrierShort}</th><th scope="col" class="number">{Texts.Portfolio.AucShort}</th><th scope="col" class="number">{Texts.Portfolio.EceShort}</th></tr></thead>
            <tbody>
            {Row(pair.Champion, pair.ChampionScores)}
            {Row(pair.Challenger, pair.ChallengerScores)}
            {Row(Texts.Portfolio.ByBaseRate, pair.BaseRateScores)}
            </tbody>
            </table></div>
            """
        );

    private static Html Row(string name, ForecastScores scores) =>
        Html.Of(
            $"""
            <tr><th scope="row">{name}</th><td class="number">{Value(scores.LogLoss)}</td><td class="number">{Value(
                scores.Brier
            )}</td><td class="number">{Value(scores.Auc)}</td><td class="number">{Value(scores.Ece)}</td></tr>
            """
        );

    private static Html Value(double? value) => value is { } known ? Show.Decimal(known) : Html.Nothing;
}
