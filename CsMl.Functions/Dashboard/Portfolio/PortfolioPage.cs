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
    CountRisks count,
    MeasureAccuracy measure,
    SummarizeCtas summarize,
    ListMisses misses,
    ListOpinions opinions,
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
        var accuracy = await measure.RunAsync(visit.Tenant, PredictionType.Churn, cancellation);
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
        var risks = await count.RunAsync(visit.Tenant, cancellation);
        var missed = await misses.RunAsync(visit.Tenant, after: null, MostMisses, cancellation);
        var open = await opinions.AllAsync(visit.Tenant, isOpen: true, after: null, MostOpinions, cancellation);
        var ctas = await summarize.RunAsync(visit.Tenant, cancellation);
        var start = visit.MayDo(AccessRole.Agent)
            ? Forms.To(visit, PagePath.Portfolio, PageActions.Run, Forms.Button(Texts.Portfolio.ScoreNow))
            : Html.Nothing;
        return new PageContent(
            Texts.Layout.Portfolio,
            Html.Of(
                $"""
                {DistributionSection.Of(risks, scale)}
                {RunSection.Of(views, start)}
                {AccuracySection.Of(accuracy)}
                {ComparisonSection.Of(accuracy.Comparisons)}
                {SegmentSection.Of(accuracy.BySegment)}
                {MissSection.Of(missed)}
                {DisagreementSection.Of(open.Opinions, scale)}
                {CtaEffectSection.Of(ctas, accuracy.ByCta)}
                {new SettingsSection(visit, current, version).Write(tried, problem)}
                {LearnedSection.Of(accuracy.Versions, current.Scale.LearnedVersion)}
                """
            )
        );
    }

    /// <summary>True for an admin whose address names a change to try.</summary>
    private static bool IsTrying(PageVisit visit) =>
        visit.MayDo(AccessRole.Admin) && Given(visit, ChangeSettings.Critical) is not null;

    private static string? Given(PageVisit visit, string field) =>
        visit.Request.Query[field].ToString() is { Length: > 0 } value ? value : null;
}
