using System.Text.Json;
using CsMl.Core.Portfolio;
using CsMl.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Azure.Functions.Worker;

namespace CsMl.Functions.Accounts;

/// <summary>Erases all that is stored of an account.</summary>
public sealed class DeleteAccount(HttpFunctionInvoker invoker, EraseAccount erase)
{
    internal static readonly Operation Operation = new(
        nameof(DeleteAccount),
        AccessRole.Admin,
        "Erase all that is stored of an account"
    )
    {
        Details =
            "Cannot be undone. A hash of the id stays, so that no import and no sync brings the account back; `PutContext` with `restore=true` does. Where `isComplete` is false, an import, or a call of several accounts with an `Idempotency-Key`, that is under way may still hold it: the next call or the next night finishes the erasure. Repeated, it answers counts of 0.",
    };

    [Function(nameof(DeleteAccount))]
    public Task<Results<JsonAnswer<Answer<Erasure>>, ProblemHttpResult>> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "delete", Route = Routes.WholeAccount)] HttpRequest request,
        string accountId,
        CancellationToken cancellation
    ) =>
        invoker.AnswerAsync(
            request,
            Operation,
            accountId,
            HttpJson.Plain.AnswerErasure,
            async account =>
                await erase.RunAsync(account, cancellation) is { } erasure
                    ? Tell(erasure)
                    : ApiProblem.AccountNotFound(accountId),
            cancellation
        );

    private static ApiResult<Answer<Erasure>> Tell(Erasure erasure)
    {
        var counts = JsonSerializer.SerializeToNode(erasure.Erased, HttpJson.Plain.ErasedRows)!.AsObject();
        var change = new ApiChange(IsOne: true, After: counts) { AccountName = erasure.ErasedName };
        return ((ApiResult<Answer<Erasure>>)new Answer<Erasure>(erasure)).With(change);
    }
}
