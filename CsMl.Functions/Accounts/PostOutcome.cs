using CsMl.Core.Json;
using CsMl.Core.Predictions.Settlements;
using CsMl.Core.Requests;
using CsMl.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Azure.Functions.Worker;

namespace CsMl.Functions.Accounts;

public sealed class PostOutcome(HttpFunctionInvoker invoker, RecordOutcome tell)
{
    [Function(nameof(PostOutcome))]
    public Task<Results<JsonAnswer<Answer<RecordedOutcome>>, ProblemHttpResult>> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = Routes.Account + "outcomes")] HttpRequest request,
        string accountId,
        CancellationToken cancellation
    ) =>
        invoker.AnswerAsync(
            request,
            accountId,
            HttpJson.Plain.AnswerRecordedOutcome,
            async account =>
            {
                var (fields, refusal) = await RequestBody.ReadFieldsAsync(request, cancellation);
                if (refusal is not null)
                {
                    return refusal;
                }

                var kind = (OutcomeKind)fields.OneOf("outcome", EnumNames.All<OutcomeKind>(), required: true);
                var at = fields.Instant("occurredAt");
                var until = fields.Instant("renewedUntil");
                fields.RefuseUnknown();
                if (fields.Refusal is { } invalid)
                {
                    return invalid;
                }

                return await tell.RunAsync(account, kind, at, until, cancellation) switch
                {
                    { Why: OutcomeProblem.NoAccount } => ApiProblem.AccountNotFound(accountId),
                    { Why: OutcomeProblem.InFuture } => ApiProblem.Invalid(
                        "occurredAt",
                        "has not come yet; tell what happened"
                    ),
                    { Why: OutcomeProblem.NotRenewed } => ApiProblem.Invalid(
                        "renewedUntil",
                        "belongs to the outcome RENEWED alone; leave it out"
                    ),
                    { Why: OutcomeProblem.EndsBefore } => ApiProblem.Invalid(
                        "renewedUntil",
                        "lies before occurredAt; write the end of the renewed term"
                    ),
                    var told => Created(told.Told!),
                };
            },
            cancellation
        );

    private static ApiResult<Answer<RecordedOutcome>> Created(RecordedOutcome told) =>
        ((ApiResult<Answer<RecordedOutcome>>)new Answer<RecordedOutcome>(told)).As(StatusCodes.Status201Created);
}
