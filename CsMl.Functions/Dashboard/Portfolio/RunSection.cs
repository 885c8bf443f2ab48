using CsMl.Core.Portfolio;

namespace CsMl.Functions.Dashboard.Portfolio;

/// <summary>The last runs. While one is not over, the page's script keeps the section up to date.</summary>
internal static class RunSection
{
    /// <param name="start">The form that starts a run.</param>
    public static Html Of(IReadOnlyList<RunView> runs, Html start) =>
        Html.Of(
            $"""
            <section aria-labelledby="runs">
            <h2 id="runs">{Texts.Portfolio.Runs}</h2>
            <div id="run-list" aria-live="polite"{(runs.Any(IsGoing) ? Html.Of($" data-refresh=\"3\"") : Html.Nothing)}>
            {(runs.Count == 0 ? Html.Of($"<p>{Texts.Portfolio.NoRuns}</p>") : Table(runs))}
            </div>
            <div class="actions">{start}</div>
            </section>
            """
        );

    private static bool IsGoing(RunView run) => run.State is RunState.Queued or RunState.Running;

    private static Html Table(IReadOnlyList<RunView> runs) =>
        Html.Of(
            $"""
            <div class="wide" role="group" aria-labelledby="runs" tabindex="0"><table>
            <thead><tr><th scope="col">{Texts.Portfolio.Begun}</th><th scope="col">{Texts.Portfolio.Kind}</th><th scope="col">{Texts.Portfolio.State}</th><th scope="col">{Texts.Portfolio.Progress}</th><th scope="col">{Texts.Portfolio.CameOfIt}</th></tr></thead>
            <tbody>{runs.Select(Row)}</tbody>
            </table></div>
            """
        );

    private static Html Row(RunView run) =>
        Html.Of(
            $"""
            <tr><th scope="row">{Show.Time(run.StartedAt)}</th><td>{Texts.Portfolio.Of(
                run.Kind
            )}</td><td>{Texts.Portfolio.Of(
                run.State
            )}</td><td><progress max="1" value="{run.Progress}" aria-label="{Texts.Portfolio.Progress}"></progress> {Show.Percent(
                run.Progress
            )}</td><td>{Counts(run)}</td></tr>
            """
        );

    private static Html Counts(RunView run)
    {
        if (run.Counts is not { } counts)
        {
            return Html.Nothing;
        }

        var made = counts.Scored + counts.Cached;
        var unchanged = counts.Cached == 0 ? Html.Nothing : Html.Of($" ({counts.Cached} {Texts.Portfolio.Unchanged})");
        var failed = counts.Failed == 0 ? Html.Nothing : Html.Of($", {counts.Failed} {Texts.Portfolio.Failed}");
        var others =
            counts.NotScored == 0 ? Html.Nothing : Html.Of($", {counts.NotScored} {Texts.Portfolio.NoCustomers}");
        return Html.Of(
            $"{Show.Number(made)} {Texts.Portfolio.OfAccounts} {Show.Number(counts.Accounts)} {Texts.Portfolio.AccountsScored}{unchanged}, {Texts.Portfolio.CtasMade(counts.CtasCreated)}{others}{failed}"
        );
    }
}
