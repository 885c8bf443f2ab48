using CsMl.Core.Predictions;
using CsMl.Core.Predictions.Explanations;
using CsMl.Core.Requests;

namespace CsMl.Functions.Dashboard.Accounts;

/// <summary>Why the probability is another one than before.</summary>
internal static class ChangeSection
{
    public static Html Of(AccountDetails account) =>
        account.Churn is not { } churn
            ? Html.Nothing
            : Html.Of(
                $"""
                <section aria-labelledby="change">
                <h2 id="change">{Texts.Account.WhyItMoved}{(churn.Change is { } since ? Html.Of($" {Texts.Account.Since} {Show.Date(since.Previous.PredictedAt)}") : Html.Nothing)}</h2>
                {(
                    churn.Change is { } change
                        ? Change(change, account.Scale)
                        : Html.Of($"<p>{Texts.Account.First}</p>")
                )}
                </section>
                """
            );

    private static Html Change(PredictionChange change, RiskScale scale) =>
        Html.Of(
            $"""
            <p>{change.Summary}</p>
            <p class="facts">{Show.Time(change.Previous.PredictedAt)}: {Show.Probability(
                change.Previous.Probability,
                scale
            )} → {Show.Time(change.Prediction.PredictedAt)}: {Show.Probability(
                change.Prediction.Probability,
                scale
            )} ({Show.Points(change.Points)})</p>
            <ul>{change.Factors.Select(Factor)}</ul>
            """
        );

    private static Html Factor(FactorChange factor) =>
        Html.Of(
            $"""<li>{factor.Factor}: {Values(factor)} <span class="points">{Show.Points(factor.Points)}</span></li>"""
        );

    private static Html Values(FactorChange factor) =>
        (factor.PreviousValue, factor.Value) switch
        {
            ({ Length: > 0 } before, { Length: > 0 } after) => Html.Of($"{before} → {after}"),
            (_, { Length: > 0 } after) => Html.Text(after),
            ({ Length: > 0 } before, _) => Html.Of($"{before} → –"),
            _ => Html.Nothing,
        };
}
