using CsMl.Core.Accounts;
using CsMl.Core.Morning;
using CsMl.Core.Predictions;
using CsMl.Core.Settings;

namespace CsMl.Functions.Dashboard.Today;

/// <summary>
/// Writes the first page: one sentence, the accounts that need somebody today, and then what moved, what waits, what was
/// left out, and how far to trust it.
/// </summary>
internal sealed class WriteToday(PageVisit visit, TodayQuery query, MorningView view, EffectiveSettings settings)
{
    private const int MostWaiting = 7;

    public PageContent Page() =>
        new(
            Texts.Layout.Today,
            Html.Of(
                $"""
                {Sentence()}
                {Filters()}
                {(view.Accounts.Count == 0 ? Calm() : Accounts())}
                {Moved()}
                {Waiting()}
                {LeftOut()}
                <p class="trust">{WriteSummary.Trust(view.LastRun?.Track)}</p>
                """
            )
        )
        {
            Heading = Html.Of($"<h1>{WriteSummary.NeedToday(view.NeedToday, view.HasMore)}</h1>"),
        };

    private Html Sentence()
    {
        var parts = new List<Html>();
        if (view.AtRisk.Count > 0)
        {
            var amounts = Join(
                [
                    .. view.AtRisk.Select(sum =>
                        Html.Of($"{Show.ShortMoney(sum.Amount, sum.Currency)}{WriteSummary.Unknown(sum)}")
                    ),
                ],
                WriteSummary.And
            );
            parts.Add(
                Html.Of($"<strong>{amounts} {WriteSummary.AmongThem(view.OfUnknownRevenue, view.HasMore)}</strong>")
            );
        }

        if (view.LastRun is { } run)
        {
            parts.Add(Html.Of($"scored {Show.Time(run.CompletedAt)}, {WriteSummary.Scored(run.Counts)}"));
            if (WriteSummary.Source(run) is { } source)
            {
                parts.Add(Html.Of($"predicted by {source}"));
            }
        }
        else
        {
            parts.Add(Html.Text(WriteSummary.NoRun));
        }

        return Html.Of($"""<p class="sentence">{Join(parts, "; ")}.</p>""");
    }

    private Html Filters()
    {
        var times = Enumerable
            .Range(1, MorningQuery.MostRows)
            .Select(n =>
                n == query.Rows
                    ? Html.Of($"""<option value="{n}" selected="">{Texts.Today.Time(n)}</option>""")
                    : Html.Of($"""<option value="{n}">{Texts.Today.Time(n)}</option>""")
            );
        return Html.Of(
            $"""
            <form class="filters" method="get" action="{PagePath.Home}">
            <label for="owner">{Texts.Today.Owner}</label>
            <input id="owner" name="{TodayQuery.Owner}" value="{query.OwnerId}" maxlength="128" placeholder="{Texts.Today.Anybody}" autocomplete="off" />
            <label for="limit">{Texts.Today.TimeFor}</label>
            <select id="limit" name="{TodayQuery.Limit}">{times}</select>
            <button>{Texts.Today.Show}</button>
            {Mine()}
            </form>
            """
        );
    }

    private string RiskListPath =>
        query.OwnerId is { } owner ? $"{PagePath.Find}?{RiskList.Owner}={Uri.EscapeDataString(owner)}" : PagePath.Find;

    /// <summary>A way to one's own accounts, and back to all.</summary>
    private Html Mine() =>
        query.OwnerId is not null
            ? Html.Of($"""<a href="{(query with { OwnerId = null }).Path}">{Texts.Today.AllOwners}</a>""")
        : visit.UserId is { } me ? Html.Of($"""<a href="{(query with { OwnerId = me }).Path}">{Texts.Today.Mine}</a>""")
        : Html.Nothing;

    private Html Accounts()
    {
        var rest = view.NeedToday - view.Accounts.Count;
        var others = WriteSummary.Others(view.Later, view.Waiting.Count, view.Done);
        var more =
            rest == 0 && !view.HasMore
                ? Html.Nothing
                : Html.Of(
                    $"""<p class="more">{(rest == 0 ? WriteSummary.MoreAtRisk : Texts.Today.NotShown(rest, view.HasMore))} <a href="{RiskListPath}">{Texts.Search.AtRisk}</a></p>"""
                );
        return Html.Of(
            $"""
            <section aria-labelledby="first">
            <h2 id="first" class="quiet">{Texts.Today.CallFirst}</h2>
            <ol class="accounts">
            {view.Accounts.Select(row => WriteTodayRow.Of(visit, query, row, view.At, settings))}
            </ol>
            {more}
            {(others is null ? Html.Nothing : Html.Of($"""<p class="others">{Texts.Today.Besides(others)}</p>"""))}
            </section>
            """
        );
    }

    /// <summary>Nobody needs anything: what there is later, and nothing else.</summary>
    private Html Calm()
    {
        if (view.HasMore)
        {
            return Html.Of(
                $"""<section class="calm"><h2>{Texts.Today.NobodyYet}</h2><p>{WriteSummary.MoreAtRisk} <a href="{RiskListPath}">{Texts.Search.AtRisk}</a></p></section>"""
            );
        }

        var others = WriteSummary.Others(view.Later, view.Waiting.Count, view.Done);
        return view.LastRun is null && others is null
            ? Calm(Texts.Today.NothingScored, Texts.Today.HowToScore)
            : Calm(
                Texts.Today.Done,
                others is null ? Texts.Today.NobodyAtRisk(query.OwnerId) : Texts.Today.Rest(others)
            );

        static Html Calm(string title, string text) =>
            Html.Of($"""<section class="calm"><h2>{title}</h2><p>{text}</p></section>""");
    }

    private Html Moved() =>
        Section(
            "moved",
            Texts.Today.Moved,
            view.Moved.Select(moved =>
                Html.Of(
                    $"""
                    <li>{Link(moved.Account)} {(
                        IsAtRisk(moved) ? Html.Nothing : Html.Of($"""<strong class="good">{Texts.Today.Recovered}</strong> """)
                    )}{Show.Probability(moved.Change.Probability, settings.Risk)} → {Show.Probability(
                        moved.Prediction.Probability,
                        settings.Risk
                    )}{(moved.Change.Reason is { } why ? Html.Of($": {why}") : Html.Nothing)}</li>
                    """
                )
            )
        );

    private bool IsAtRisk(MovedAccount moved) =>
        moved.Account.Lifecycle == Lifecycle.Notice
        || settings.Risk.CategoryOf(moved.Prediction.Probability) >= RiskCategory.High;

    private Html Waiting()
    {
        var rest = view.Waiting.Count - MostWaiting;
        return Section(
            "waiting",
            Texts.Today.Waiting,
            view.Waiting.Take(MostWaiting)
                .Select(waiting =>
                    Html.Of(
                        $"""
                        <li>{Link(waiting.Account)} {Texts.Today.Until} {(
                            waiting.Cta.SnoozeUntil is { } until ? Show.Date(until) : Html.Nothing
                        )}: {waiting.Cta.Title}</li>
                        """
                    )
                )
                .Append(rest > 0 ? Html.Of($"<li>{Texts.Today.AndMore(rest)}</li>") : Html.Nothing)
                .Where(item => !item.IsNothing)
        );
    }

    private Html LeftOut()
    {
        if (view.LastRun?.Counts is not { } counts || counts.CtasOverCap + counts.CtasLowConfidence == 0)
        {
            return Html.Nothing;
        }

        return Html.Of(
            $"""
            <section aria-labelledby="left-out">
            <h2 id="left-out">{Texts.Today.LeftOut}</h2>
            <p>{Texts.Today.LeftOutOf(counts.CtasOverCap, counts.CtasLowConfidence)}</p>
            </section>
            """
        );
    }

    private static Html Section(string id, string title, IEnumerable<Html> items)
    {
        var all = items.ToList();
        return all.Count == 0
            ? Html.Nothing
            : Html.Of(
                $"""
                <section aria-labelledby="{id}">
                <h2 id="{id}">{title}</h2>
                <ul>
                {all}
                </ul>
                </section>
                """
            );
    }

    private static Html Link(AccountSummary account) =>
        Html.Of($"""<a href="{PagePath.Account(account.Id)}">{account.Name}</a>""");

    private static Html Join(IReadOnlyList<Html> parts, string separator) =>
        Html.Join(parts.SelectMany((part, i) => i == 0 ? new[] { part } : [Html.Text(separator), part]));
}
