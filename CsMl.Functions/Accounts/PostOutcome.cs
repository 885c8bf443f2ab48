using CsMl.Core.Outcomes;
using CsMl.Core.Requests;
using CsMl.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Azure.Functions.Worker;

namespace CsMl.Functions.Accounts;

public sealed class PostOutcome(Doorbell doorbell, TellOutcome tell)
{
    [Function(nameof(PostOutcome))]
    public Task<Results<JsonHttpResult<Answer<ToldOutcome>>, ProblemHttpResult>> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = Routes.Account + "outcomes")] HttpRequest request,
        string accountId,
        CancellationToken cancellation
    ) =>
        doorbell.AnswerAsync(
            request,
            accountId,
            HttpJson.Plain.AnswerToldOutcome,
            async tenant =>
            {
                var (fields, refusal) = await RequestBody.ReadFieldsAsync(request, cancellation);
                if (refusal is not null)
                {
                    return refusal;
                }

                var kind = (OutcomeKind)fields.OneOf("outcome", Outcome.Kinds, required: true);
                var at = fields.Instant("occurredAt");
                if (fields.Refusal is { } invalid)
                {
                    return invalid;
                }

                return await tell.RunAsync(tenant, accountId, kind, at, cancellation) switch
                {
                    { Why: NotTold.NoAccount } => Refusal.AccountNotFound(accountId),
                    { Why: NotTold.InFuture } => Refusal.Invalid("occurredAt", "has not come yet; tell what happened"),
                    var told => Created(told.Told!),
                };
            },
            cancellation
        );

    private static Reply<Answer<ToldOutcome>> Created(ToldOutcome told) =>
        ((Reply<Answer<ToldOutcome>>)new Answer<ToldOutcome>(told)).As(StatusCodes.Status201Created);
}
