using CsMl.Core.Predictions.Settlements;
using CsMl.Core.Requests;
using CsMl.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Azure.Functions.Worker;

namespace CsMl.Functions.Accounts;

public sealed class PostOutcome(HttpFunctionInvoker invoker, RecordOutcome tell)
{
    private static readonly Parameter Outcome = Parameter.Word<OutcomeKind>("outcome", "What happened") with
    {
        IsRequired = true,
    };

    private static readonly Parameter OccurredAt = Parameter.Instant(
        "occurredAt",
        "When it happened; now if it is left out"
    );

    private static readonly Parameter RenewedUntil = Parameter.Instant(
        "renewedUntil",
        "The end of the new term, with RENEWED alone"
    );

    internal static readonly Operation Operation = new(
        nameof(PostOutcome),
        AccessRole.Agent,
        "Record what happened to an account"
    )
    {
        Details = "The same outcome told twice is one outcome.",
        Body = new BodyShape.Command(Outcome, OccurredAt, RenewedUntil),
        Status = StatusCodes.Status201Created,
    };

    [Function(nameof(PostOutcome))]
    public Task<Results<JsonAnswer<Answer<RecordedOutcome>>, ProblemHttpResult>> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = Routes.Account + "outcomes")] HttpRequest request,
        string accountId,
        CancellationToken cancellation
    ) =>
        invoker.AnswerAsync(
            request,
            Operation,
            accountId,
            HttpJson.Plain.AnswerRecordedOutcome,
            async account =>
            {
                var (fields, refusal) = await RequestBody.ReadFieldsAsync(request, cancellation);
                if (refusal is not null)
                {
                    return refusal;
                }

                var kind = (OutcomeKind)fields.OneOf(Outcome);
                var at = fields.Instant(OccurredAt);
                var until = fields.Instant(RenewedUntil);
                fields.RefuseUnknown();
                if (fields.Refusal is { } invalid)
                {
                    return invalid;
                }

                return await tell.RunAsync(
                    account,
                    kind,
                    at ?? IdempotentCall.KeyOf(request)?.At,
                    until,
                    cancellation
                ) switch
                {
                    { Why: OutcomeProblem.NoAccount } => ApiProblem.AccountNotFound(accountId),
                    { Why: OutcomeProblem.InFuture } => ApiProblem.Invalid(
                        OccurredAt.Name,
                        "has not come yet; tell what happened"
                    ),
                    { Why: OutcomeProblem.NotRenewed } => ApiProblem.Invalid(
                        RenewedUntil.Name,
                        "belongs to the outcome RENEWED alone; leave it out"
                    ),
                    { Why: OutcomeProblem.EndsBefore } => ApiProblem.Invalid(
                        RenewedUntil.Name,
                        "lies before occurredAt; write the end of the renewed term"
                    ),
                    var told => Created(told.Told!),
                };
            },
            cancellation
        );

    private static ApiResult<Answer<RecordedOutcome>> Created(RecordedOutcome told) =>
        ((ApiResult<Answer<RecordedOutcome>>)new Answer<RecordedOutcome>(told)).As(Operation.Status);
}
