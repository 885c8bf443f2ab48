using CsMl.Core.Json;
using CsMl.Core.Predictions;
using CsMl.Core.Requests;
using CsMl.Functions.Dashboard.Charts;

namespace CsMl.Functions.Dashboard.Portfolio;

/// <summary>How many accounts stand at which risk.</summary>
internal static class DistributionSection
{
    public static Html Of(RiskDistribution risks, RiskScale scale) =>
        Html.Of(
            $"""
            <section aria-labelledby="distribution">
            <h2 id="distribution">{Texts.Portfolio.Distribution}</h2>
            {(risks.Total == 0 ? Html.Of($"<p>{Texts.Portfolio.NothingScored}</p>") : Table(risks, scale))}
            {(
                risks.Expired == 0
                    ? Html.Nothing
                    : Html.Of($"<p class=\"hint\">{risks.Expired} {Texts.Portfolio.Expired}</p>")
            )}
            </section>
            """
        );

    private static Html Table(RiskDistribution risks, RiskScale scale) =>
        Html.Of(
            $"""
            <div class="beside">
            <table>
            <thead><tr><th scope="col">{Texts.Portfolio.Risk}</th><th scope="col" class="number">{Texts.Portfolio.From}</th><th scope="col" class="number">{Texts.Portfolio.Accounts}</th><th scope="col" class="number">{Texts.Portfolio.Share}</th></tr></thead>
            <tbody>{risks.ByCategory.Select(category => Row(category.Key, category.Value, risks.Total, scale))}</tbody>
            <tfoot><tr><th scope="row">{Texts.Portfolio.All}</th><td></td><td class="number">{Show.Number(
                risks.Total
            )}</td><td></td></tr></tfoot>
            </table>
            {Histogram.Of(risks.Tenths, Texts.Portfolio.DistributionChart)}
            </div>
            {(
                risks.UnderNotice == 0
                    ? Html.Nothing
                    : Html.Of($"<p>{risks.UnderNotice} {Texts.Portfolio.UnderNotice}</p>")
            )}
            """
        );

    private static Html Row(RiskCategory category, int count, int total, RiskScale scale) =>
        Html.Of(
            $"""
            <tr><th scope="row" class="{EnumNames.Of(category)}">{Texts.Account.Of(
                category
            )}</th><td class="number">{Show.Percent(scale.From(category))}</td><td class="number">{Show.Number(
                count
            )}</td><td class="number">{Show.Percent((double)count / total)}</td></tr>
            """
        );
}
