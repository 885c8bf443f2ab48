using CsMl.Core.Portfolio;
using CsMl.Core.Predictions;
using CsMl.Core.Requests;
using CsMl.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace CsMl.Functions.Dashboard.Portfolio;

/// <summary>Where the portfolio stands, how predictions turn out, and the runs that make them.</summary>
public sealed class PortfolioPage(
    PageInvoker invoker,
    PageActions actions,
    KeptSummaries summaries,
    ListMisses listMisses,
    ListOpinions opinions,
    FindNames findNames,
    RunStore runs,
    ChangeSettings settings
)
{
    private const string Route = PagePath.Route + "/portfolio";
    private const int MostRuns = 5;
    private const int MostMisses = 5;
    private const int MostOpinions = 10;

    [Function("GetPortfolioPage")]
    public Task<IResult> ShowAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Route)] HttpRequest request,
        CancellationToken cancellation
    ) => invoker.ShowAsync(request, visit => WriteAsync(visit, cancellation), cancellation);

    [Function("PostPortfolioPage")]
    public Task<IResult> SubmitAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Route)] HttpRequest request,
        CancellationToken cancellation
    ) =>
        invoker.SubmitAsync(
            request,
            (visit, form) => actions.RunAsync(visit, form, PagePath.Portfolio, cancellation),
            visit => WriteAsync(visit, cancellation),
            cancellation
        );

    private async Task<PageContent> WriteAsync(PageVisit visit, CancellationToken cancellation)
    {
        var newest = (await runs.ListAsync(visit.Tenant, cancellation)).Take(MostRuns);
        var views = await Task.WhenAll(newest.Select(run => runs.ViewAsync(visit.Tenant, run, cancellation)));
        var summary = await summaries.FindAsync(visit.Tenant, cancellation);
        var misses = summary is { IsKept: false }
            ? await listMisses.RunAsync(visit.Tenant, after: null, MostMisses, cancellation)
            : null;
        var (current, version) = await settings.ReadAsync(visit.Tenant, cancellation);
        var (tried, problem) = IsTrying(visit)
            ? await settings.TryAsync(visit, field => Given(visit, field), cancellation)
            : (null, null);
        var scale = new RiskScale
        {
            Critical = current.Risk.Critical.Value,
            High = current.Risk.High.Value,
            Medium = current.Risk.Medium.Value,
        };
        var open = await opinions.AllAsync(visit.Tenant, isOpen: true, after: null, MostOpinions, cancellation);
        var names = await findNames.RunAsync(visit.Tenant, open.Opinions.Select(o => o.AccountId), cancellation);
        var start = visit.MayDo(AccessRole.Agent)
            ? Forms.To(visit, PagePath.Portfolio, PageActions.Run, Forms.Button(Texts.Portfolio.ScoreNow))
            : Html.Nothing;
        return new PageContent(
            Texts.Layout.Portfolio,
            Html.Of(
                $"""
                {(summary is null ? Html.Of($"<p>{Texts.Portfolio.NotCounted}</p>") : Counted(summary))}
                {RunSection.Of(views, start)}
                {(summary is null ? Html.Nothing : TurnedOut(summary, misses))}
                {DisagreementSection.Of(open.Opinions, names, scale)}
                {(summary is null ? Html.Nothing : CtaEffectSection.Of(summary.Ctas, summary.Accuracy.ByCta))}
                {new SettingsSection(visit, current, version).Write(tried, problem)}
                {(
                    summary is null
                        ? Html.Nothing
                        : LearnedSection.Of(summary.Accuracy.Versions, current.Scale.LearnedVersion)
                )}
                """
            )
        );
    }

    private static Html Counted(PortfolioSummary summary) =>
        Html.Of(
            $"""
            {DistributionSection.Of(summary.Risks, summary.Scale)}
            {(
                summary.IsKept
                    ? Html.Of($"<p class=\"hint\">{Texts.Portfolio.CountedAt} {Show.Time(summary.At)}.</p>")
                    : Html.Nothing
            )}
            """
        );

    private static Html TurnedOut(PortfolioSummary summary, MissPage? misses) =>
        Html.Of(
            $"""
            {AccuracySection.Of(summary.Accuracy)}
            {ComparisonSection.Of(summary.Accuracy.Comparisons)}
            {SegmentSection.Of(summary.Accuracy.BySegment)}
            {(misses is null ? Html.Nothing : MissSection.Of(misses))}
            """
        );

    /// <summary>True for an admin whose address names a change to try.</summary>
    private static bool IsTrying(PageVisit visit) =>
        visit.MayDo(AccessRole.Admin) && Given(visit, ChangeSettings.Critical) is not null;

    private static string? Given(PageVisit visit, string field) =>
        visit.Request.Query[field].ToString() is { Length: > 0 } value ? value : null;
}
