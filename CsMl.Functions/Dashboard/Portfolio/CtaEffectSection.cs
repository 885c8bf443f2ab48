using CsMl.Core.Outcomes;
using CsMl.Core.Requests;

namespace CsMl.Functions.Dashboard.Portfolio;

/// <summary>What became of CTAs, and of the accounts that had one.</summary>
internal static class CtaEffectSection
{
    public static Html Of(CtaStatistics ctas, CtaEffect? effect) =>
        Html.Of(
            $"""
            <section aria-labelledby="cta-effect">
            <h2 id="cta-effect">{Texts.Portfolio.Ctas}</h2>
            <dl class="figures">
            {Figure(Texts.Portfolio.Made, Show.Number(ctas.TotalGenerated))}
            {Figure(Texts.Portfolio.Open, Show.Number(ctas.OpenCount))}
            {Figure(Texts.Portfolio.Completed, Show.Number(ctas.CompletedCount))}
            {(
                ctas.AverageResolutionDays is { } days
                    ? Figure(Texts.Portfolio.DaysToComplete, Show.Number(days))
                    : Html.Nothing
            )}
            </dl>
            {(effect?.ByCategory.Any(HasAny) == true ? Effect(effect) : Html.Nothing)}
            </section>
            """
        );

    private static Html Figure(string name, Html value) => Html.Of($"<div><dt>{name}</dt><dd>{value}</dd></div>");

    private static Html Effect(CtaEffect effect) =>
        Html.Of(
            $"""
            <h3>{Texts.Portfolio.Effect}</h3>
            <p class="hint">{effect.Warning}</p>
            <div class="wide" role="group" aria-labelledby="cta-effect" tabindex="0"><table>
            <thead><tr><th scope="col">{Texts.Portfolio.Risk}</th><th scope="col">{Texts.Portfolio.WithCta}</th><th scope="col">{Texts.Portfolio.WithoutCta}</th></tr></thead>
            <tbody>{effect.ByCategory.Where(HasAny).Select(Row)}</tbody>
            </table></div>
            """
        );

    private static bool HasAny(CtaEffectAtRisk row) =>
        row.WithCompletedCta.Accounts + row.WithoutCompletedCta.Accounts > 0;

    private static Html Row(CtaEffectAtRisk row) =>
        Html.Of(
            $"""
            <tr><th scope="row">{Texts.Account.Of(row.Category)}</th><td>{Share(row.WithCompletedCta)}</td><td>{Share(
                row.WithoutCompletedCta
            )}</td></tr>
            """
        );

    private static Html Share(ChurnShare share) =>
        share.Rate is { Value: { } rate, Low: { } low, High: { } high }
            ? Html.Of(
                $"{Show.Percent(rate)} ({Show.Percent(low)}–{Show.Percent(high)}), {share.Churned} {Texts.Portfolio.OutOf} {share.Accounts}"
            )
            : Html.Of($"{share.Churned} {Texts.Portfolio.OutOf} {share.Accounts}");
}
