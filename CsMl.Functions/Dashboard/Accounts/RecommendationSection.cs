using CsMl.Core.Predictions;
using CsMl.Core.Requests;

namespace CsMl.Functions.Dashboard.Accounts;

internal static class RecommendationSection
{
    public static Html Of(AccountDetails account) =>
        account.Churn is not { Prediction.Recommendations: var all }
            ? Html.Nothing
            : Html.Of(
                $"""
                <section aria-labelledby="recommendations">
                <h2 id="recommendations">{Texts.Account.Recommendations}</h2>
                {(
                    all.Count == 0
                        ? Html.Of($"<p>{Texts.Account.NoRecommendations}</p>")
                        : Html.Of($"<ol>{all.Select(Item)}</ol>")
                )}
                </section>
                """
            );

    private static Html Item(Recommendation one) =>
        Html.Of(
            $"""
            <li><strong>{one.Action}</strong> <span class="hint">{one.Rationale}. {one.ExpectedImpact}.</span></li>
            """
        );
}
