using CsMl.Core.Accounts;
using CsMl.Core.Json;
using CsMl.Core.Predictions;
using CsMl.Core.Requests;

namespace CsMl.Functions.Dashboard.Accounts;

/// <summary>The account at a glance: how likely it leaves, and what that would cost.</summary>
internal static class SummarySection
{
    public static Html Of(AccountDetails account) =>
        Html.Of(
            $"""
            <section class="summary" aria-label="{account.Facts.Name}">
            {(account.Churn is { } churn ? Risk(churn, account) : NoRisk(account))}
            <dl class="figures">
            {Figures(account)}
            </dl>
            </section>
            """
        );

    private static Html Risk(ExplainedPrediction churn, AccountDetails account)
    {
        var prediction = churn.Prediction;
        var isNotice = account.Lifecycle.State == Lifecycle.Notice;
        var category = isNotice ? RiskCategory.Critical : prediction.RiskCategory;
        var word = isNotice ? Texts.Today.Notice : Texts.Account.Of(category);
        return Html.Of(
            $"""
            <p class="risk {EnumNames.Of(category)}"><strong>{Show.Probability(
                prediction.Probability,
                account.Scale
            )}</strong> {word}</p>
            <p class="facts">{Texts.Today.Churn(prediction.PredictionWindowDays)}, {Texts.Account.Scored} {Show.Time(prediction.PredictedAt)}</p>
            <p class="lead">{prediction.Explanation}</p>
            {(churn.FactsChanged ? Html.Of($"<p class=\"hint\">{Texts.Account.FactsChanged}</p>") : Html.Nothing)}
            """
        );
    }

    private static Html NoRisk(AccountDetails account) =>
        account.Lifecycle.IsCustomer
            ? Html.Of($"""<p class="lead">{Texts.Account.NotScored}</p>""")
            : Html.Of(
                $"""<p class="lead">{Texts.Account.Of(account.Lifecycle.State)}. {account.Lifecycle.Reason}.</p>"""
            );

    private static IEnumerable<Html> Figures(AccountDetails account)
    {
        var revenue = AccountRevenue.Of(account.Facts);
        var currency = AccountRevenue.CurrencyOf(account.Facts);
        yield return Figure(Texts.Account.Revenue, revenue is { } known ? Show.Money(known, currency) : Unknown);
        if (account.Churn is { } churn && AccountRevenue.AtRisk(revenue, churn.Prediction.Probability) is { } atRisk)
        {
            yield return Figure(Texts.Account.AtRisk, Show.Money(atRisk, currency));
        }

        yield return Figure(
            Texts.Account.Renewal,
            account.Signals.RenewalDate is { } renewal ? Show.Date(renewal) : Unknown
        );
        if (account.Signals.ContractEnd is { } end)
        {
            yield return Figure(Texts.Account.ContractEnd, Show.Date(end));
        }

        yield return Figure(Texts.Account.Owner, Html.Text(account.Facts.OwnerId ?? Texts.Account.Nobody));
        yield return Figure(
            Texts.Account.Health,
            account.Signals.HealthScore is { } score
                ? Html.Of($"{Show.Number(score)} ({EnumNames.Of(account.Health.ScoreTrajectory)})")
                : Unknown
        );
        yield return Figure(
            Texts.Account.LastContact,
            account.Signals.Engagement.LastAt is { } last ? Show.Date(last) : Unknown
        );
    }

    private static Html Unknown => Html.Text(Texts.Account.Unknown);

    private static Html Figure(string name, Html value) => Html.Of($"<div><dt>{name}</dt><dd>{value}</dd></div>");
}
