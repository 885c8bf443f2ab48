using CsMl.Core.Portfolio;
using CsMl.Core.Requests;
using CsMl.Core.Storage;
using CsMl.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Azure.Functions.Worker;

namespace CsMl.Functions.Portfolio;

/// <summary>Lists portfolio runs, shows one, and retries or cancels it.</summary>
public sealed class Runs(
    HttpFunctionInvoker invoker,
    RunStore runs,
    ImportStore imports,
    StartRun startRun,
    HintExpectedChurn hint,
    PublicAddress address
)
{
    internal static readonly Operation ListOperation = new(
        "ListRuns",
        AccessRole.Reader,
        "List nightly runs, batches and imports"
    )
    {
        Details = "Newest first.",
        Query = [Parameters.Limit],
    };

    internal static readonly Operation GetOperation = new("GetRun", AccessRole.Reader, "Show a run")
    {
        Problems = [ProblemCode.RunNotFound],
    };

    internal static readonly Operation RetryOperation = new(
        "RetryRun",
        AccessRole.Agent,
        "Score again what a run failed to score"
    )
    {
        Details = "Goes on with a cancelled run, too, and asks one that stands still to go on.",
        Problems = [ProblemCode.RunNotFound, ProblemCode.Conflict],
    };

    internal static readonly Operation CancelOperation = new("CancelRun", AccessRole.Admin, "Cancel a run")
    {
        Details = "What it has scored stays.",
        Problems = [ProblemCode.RunNotFound, ProblemCode.Conflict],
    };

    private const string One = Routes.Portfolio + "runs/{runId}";

    [Function("ListRuns")]
    public Task<Results<JsonAnswer<RunsAnswer>, ProblemHttpResult>> ListAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", "head", Route = Routes.Portfolio + "runs")]
            HttpRequest request,
        CancellationToken cancellation
    ) =>
        invoker.AnswerAsync(
            request,
            ListOperation,
            HttpJson.Plain.RunsAnswer,
            async tenant =>
            {
                var fields = Fields.Of(request.Query);
                var limit = fields.Whole(Parameters.Limit);
                if (fields.Refusal is { } invalid)
                {
                    return invalid;
                }

                var newest = (await runs.ListAsync(tenant, cancellation)).Take(limit);
                return new RunsAnswer(
                    await Task.WhenAll(newest.Select(run => runs.ViewAsync(tenant, run, cancellation)))
                );
            },
            cancellation
        );

    [Function("GetRun")]
    public Task<Results<JsonAnswer<Answer<RunView>>, ProblemHttpResult>> GetAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", "head", Route = One)] HttpRequest request,
        string runId,
        CancellationToken cancellation
    ) =>
        invoker.AnswerAsync(
            request,
            GetOperation,
            HttpJson.Plain.AnswerRunView,
            async tenant =>
                EntityKey.IsValid(runId) && await runs.FindAsync(tenant, runId, cancellation) is { } stored
                    ? new Answer<RunView>(
                        await runs.ViewAsync(tenant, stored.Run, cancellation) with
                        {
                            Report = await ReportAsync(tenant, stored.Run, cancellation),
                        }
                    )
                    : NotFound,
            cancellation
        );

    [Function("RetryRun")]
    public Task<Results<JsonAnswer<StartedRunAnswer>, ProblemHttpResult>> RetryAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = One + "/retry")] HttpRequest request,
        string runId,
        CancellationToken cancellation
    ) =>
        invoker.AnswerAsync(
            request,
            RetryOperation,
            HttpJson.Plain.StartedRunAnswer,
            async tenant =>
                (EntityKey.IsValid(runId) ? await startRun.RetryAsync(tenant, runId, cancellation) : null) switch
                {
                    null => NotFound,
                    { IsChanged: false, Run.Kind: RunKind.Import } => ApiProblem.Conflict(
                        "The import is over and its file is deleted; import the file again."
                    ),
                    { IsChanged: false } => ApiProblem.Conflict(
                        "The run is complete: nothing in it failed or is left to do."
                    ),
                    _ => StartedRunAnswer.Accept(request, address, runId),
                },
            cancellation
        );

    [Function("CancelRun")]
    public Task<Results<JsonAnswer<Answer<RunView>>, ProblemHttpResult>> CancelAsync(
        [HttpTrigger(AuthorizationLevel.Function, "delete", Route = One)] HttpRequest request,
        string runId,
        CancellationToken cancellation
    ) =>
        invoker.AnswerAsync(
            request,
            CancelOperation,
            HttpJson.Plain.AnswerRunView,
            async tenant =>
                (EntityKey.IsValid(runId) ? await startRun.CancelAsync(tenant, runId, cancellation) : null) switch
                {
                    null => NotFound,
                    { IsChanged: false } => ApiProblem.Conflict("The run is over already."),
                    var cancelled => new Answer<RunView>(await runs.ViewAsync(tenant, cancelled.Run, cancellation)),
                },
            cancellation
        );

    /// <summary>The whole report of an import that is over; before that, or for want of it, its counts.</summary>
    private async Task<ImportReport?> ReportAsync(string tenant, RunRecord run, CancellationToken cancellation) =>
        run is { Kind: RunKind.Import, IsSummedUp: true, Import.Report: { } counts }
            ? await hint.AddToAsync(
                tenant,
                await imports.FindReportAsync(tenant, run.RunId, cancellation) ?? counts,
                cancellation
            )
            : run.Import?.Report;

    private static ApiProblem NotFound => new(ProblemCode.RunNotFound, "There is no such run.");
}
