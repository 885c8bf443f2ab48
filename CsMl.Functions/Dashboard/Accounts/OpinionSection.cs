using CsMl.Core.Accounts;
using CsMl.Core.Requests;

namespace CsMl.Functions.Dashboard.Accounts;

/// <summary>What people think of the predictions, and the form to say so.</summary>
internal static class OpinionSection
{
    /// <param name="userId">The author that is filled in; null if the user is not known.</param>
    public static Html Of(
        AccountDetails account,
        IReadOnlyList<OpinionView> opinions,
        AccountForms forms,
        string? userId
    )
    {
        var takesOne = account is { Churn: not null, Lifecycle.State: Lifecycle.Customer };
        return !takesOne && opinions.Count == 0
            ? Html.Nothing
            : Html.Of(
                $"""
                <section id="disagree" aria-labelledby="opinions">
                <h2 id="opinions">{Texts.Account.Opinions}</h2>
                <p class="hint">{Texts.Account.OpinionHint}</p>
                {(opinions.Count == 0 ? Html.Nothing : Table(opinions, account))}
                {(takesOne ? Form(account.Churn!, forms, userId) : Html.Nothing)}
                </section>
                """
            );
    }

    private static Html Form(ExplainedPrediction churn, AccountForms forms, string? userId)
    {
        var prediction = Html.Of(
            $"""<input type="hidden" name="{PageActions.Prediction}" value="{churn.Prediction.PredictionId}" />"""
        );
        return Html.Of(
            $"""
            <div class="actions">
            {forms.To(
                PageActions.Disagree,
                typed => Html.Of(
                    $"""
                    {prediction}
                    <p><label for="odds">{Texts.Account.OwnOdds}</label> <input id="odds" name="{PageActions.Percent}" inputmode="decimal" maxlength="20" required="" value="{typed?[PageActions.Percent]}" /></p>
                    {Forms.Input(
                        "why",
                        PageActions.Reason,
                        Texts.Account.Why,
                        typed?[PageActions.Reason],
                        RecordOpinion.LongestReason
                    )}
                    {Author("author-disagrees", userId, typed)}
                    {Forms.Button(Texts.Account.Disagree)}
                    """
                )
            )}
            {forms.To(
                PageActions.Agree,
                typed => Html.Of($"{prediction}{Author("author-agrees", userId, typed)}{Forms.Button(Texts.Account.Agree)}")
            )}
            </div>
            """
        );
    }

    /// <summary>Asked for only where nobody is known.</summary>
    private static Html Author(string id, string? userId, PageForm? typed) =>
        userId is null
            ? Html.Of(
                $"""<p><label for="{id}">{Texts.Account.Author}</label> <input id="{id}" name="{PageActions.By}" required="" maxlength="64" autocomplete="username" value="{typed?[PageActions.By]}" /></p>"""
            )
            : Html.Nothing;

    private static Html Table(IReadOnlyList<OpinionView> opinions, AccountDetails account) =>
        Html.Of(
            $"""
            <div class="wide" role="group" aria-labelledby="opinions" tabindex="0"><table>
            <thead><tr><th scope="col">{Texts.Account.Who}</th><th scope="col">{Texts.Account.Said}</th><th scope="col" class="number">{Texts.Account.Theirs}</th><th scope="col" class="number">{Texts.Account.Predicted}</th><th scope="col">{Texts.Account.Because}</th><th scope="col">{Texts.Account.CameTrue}</th></tr></thead>
            <tbody>{opinions.Select(opinion => Row(opinion, account))}</tbody>
            </table></div>
            """
        );

    private static Html Row(OpinionView opinion, AccountDetails account) =>
        Html.Of(
            $"""
            <tr><th scope="row">{opinion.By}</th><td>{Show.Time(opinion.SaidAt)}</td><td class="number">{Show.Probability(
                opinion.Probability,
                account.Scale
            )}</td><td class="number">{Show.Probability(
                opinion.Prediction.Probability,
                account.Scale
            )}</td><td>{Html.Lines(opinion.Reason ?? "")}</td><td>{Texts.Account.OutcomeOf(
                opinion.ActualOutcome
            )}</td></tr>
            """
        );
}
