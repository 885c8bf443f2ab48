using CsMl.Core.Accounts;
using CsMl.Core.Morning;
using CsMl.Core.Predictions;
using CsMl.Core.Requests;
using CsMl.Core.Settings;
using CsMl.Functions.Dashboard.Charts;
using CsMl.Functions.Http;

namespace CsMl.Functions.Dashboard.Today;

/// <summary>Writes one account of the first page: what is at stake, why, what to do until when, and the buttons.</summary>
internal static class WriteTodayRow
{
    public static Html Of(
        PageVisit visit,
        TodayQuery query,
        MorningAccount row,
        DateTimeOffset now,
        EffectiveSettings settings
    )
    {
        var category =
            settings.Risk.CategoryOf(row.Prediction.Probability) == RiskCategory.Critical ? "critical" : "high";
        return Html.Of(
            $"""
            <li class="account {category}" data-row="" tabindex="-1">
            <h3><a href="{PagePath.Account(row.Account.Id)}" data-open="">{row.Account.Name}</a></h3>
            <dl class="stakes">
            <div><dt>{Texts.Today.AtRisk}</dt><dd>{Revenue(row)}</dd></div>
            <div><dt>{(
                row.Account.ContractEnd is null ? Texts.Today.Renewal : Texts.Today.ContractEnds
            )}</dt><dd>{Renewal(row.Account, now)}</dd></div>
            <div><dt>{Texts.Today.Churn(row.WindowDays ?? settings.WindowDays)}</dt><dd>{Chance(row, settings.Risk)}</dd></div>
            <div><dt>{Texts.Today.Health}</dt><dd>{Health(row)}</dd></div>
            </dl>
            <p class="why">{row.Why}</p>
            {Step(row.Next)}
            {When(row, now)}
            {(visit.MayDo(AccessRole.Agent) ? RowActions.Of(visit, query, row) : Html.Nothing)}
            </li>
            """
        );
    }

    private static Html Revenue(MorningAccount row) =>
        row.RevenueAtRisk is { } atRisk
            ? Html.Of(
                $"<strong>{Show.Money(Rounded(atRisk), row.Account.Currency)}</strong> <small>{Texts.Today.Of} {Show.Money(row.Account.AnnualRevenue!.Value, row.Account.Currency)} {Texts.Today.AYear}</small>"
            )
            : Html.Text(Texts.Today.Unknown);

    /// <summary>To three digits: a chance is known no better.</summary>
    private static decimal Rounded(decimal amount)
    {
        var unit = 1m;
        while (Math.Abs(amount) >= 1_000 * unit)
        {
            unit *= 10;
        }

        return Math.Round(amount / unit) * unit;
    }

    private static Html Renewal(ListedAccount account, DateTimeOffset now)
    {
        var notice =
            account.Lifecycle == Lifecycle.Notice ? Html.Of($" <strong>{Texts.Today.Notice}</strong>") : Html.Nothing;
        return (account.ContractEnd ?? account.RenewalDate) is { } date
            ? Html.Of($"{Show.Date(date)} <small>{Show.Days(date, now)}</small>{notice}")
            : Html.Of($"{Texts.Today.Unknown}{notice}");
    }

    private static Html Chance(MorningAccount row, RiskScale scale) =>
        Html.Of(
            $"<strong class=\"chance\">{Show.Probability(row.Prediction.Probability, scale)}</strong> <small>{(row.Change is { } change ? Html.Of($"{Show.Points(change.Points)} {Texts.Today.InAWeek}") : Html.Text(Texts.Today.New))}</small>"
        );

    private static Html Health(MorningAccount row)
    {
        if (row.Account.HealthScore is not { } score)
        {
            return Html.Text(Texts.Today.Unknown);
        }

        var line = row.Health is [var first, .., var last]
            ? Sparkline.Of(
                [.. row.Health.Select(point => point.Score)],
                Texts.Today.HealthLine(first.Score, last.Score, FormatDate.Of(first.Date))
            )
            : Html.Nothing;
        return Html.Of($"{Show.Number(Math.Round(score))} {line}");
    }

    private static Html Step(NextStep? next) =>
        next is null ? Html.Nothing : Html.Of($"""<p class="next"><b>{Texts.Today.Next}</b> {next.Action}</p>""");

    /// <summary>Until when, who, and how old the facts are, on one line.</summary>
    private static Html When(MorningAccount row, DateTimeOffset now)
    {
        var parts = new List<Html>();
        if (row.Next?.DueDate is { } due)
        {
            var days = Show.DaysTo(due, now);
            var near = days <= 1 ? "due near" : "due";
            var how = days < 0 ? Html.Text(Texts.Today.Overdue) : Show.Days(due, now);
            parts.Add(Html.Of($"""<strong class="{near}">{Texts.Today.Due} {Show.Date(due)}, {how}</strong>"""));
        }

        if (row.Next is { } next)
        {
            parts.Add(
                next.OwnerId is { } owner ? Html.Of($"{Texts.Today.OwnerIs} {owner}") : Html.Text(Texts.Today.NoOwner)
            );
            parts.Add(
                Html.Text(
                    next.Cta is null ? Texts.Today.NoCta
                    : next.IsOwn ? null
                    : Texts.Today.InCrm
                )
            );
        }

        parts.Add(
            row.FactsUntil is { } until
                ? Html.Of($"{Texts.Today.FactsUntil} {Show.Date(until)}, {Show.DaysAgo(until, now)}")
                : Html.Text(Texts.Today.NoFacts)
        );
        parts.Add(Html.Text(row.FactsChanged ? Texts.Today.FactsChanged : null));
        return Html.Of(
            $"""<p class="when">{parts.Where(part => !part.IsNothing).Select(part => Html.Of($"<span>{part}</span> "))}</p>"""
        );
    }
}
