using CsMl.Core.Accounts;
using CsMl.Core.Requests;
using CsMl.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Azure.Functions.Worker;

namespace CsMl.Functions.Accounts;

/// <summary>Records and lists what people think of an account's predictions.</summary>
public sealed class AccountOpinions(
    HttpFunctionInvoker invoker,
    CallerIdentity caller,
    RecordOpinion record,
    ListOpinions list,
    TimeProvider time
)
{
    private const string All = Routes.AccountOnly + "opinions";
    private const int LongestId = 64;

    private static readonly Parameter Probability = Parameter.Number(
        "probability",
        0,
        1,
        "The author's own probability that the account leaves within the prediction's window"
    );

    private static readonly Parameter Agree = Parameter.Flag("agree", "The author agrees with the prediction");

    private static readonly Parameter Reason = Parameter.Text("reason", RecordOpinion.LongestReason, "Why");

    private static readonly Parameter By = Parameter.Text(
        "by",
        LongestId,
        "The author's id; the caller if it is left out"
    );

    private static readonly Parameter Prediction = Parameter.Text(
        "predictionId",
        128,
        "The prediction of churn that it is about; the latest if it is left out"
    );

    internal static readonly Operation PostOperation = new(
        "PostOpinion",
        AccessRole.Agent,
        "Record what somebody thinks of a prediction"
    )
    {
        Details =
            "Takes `probability`, or `agree` if it is the prediction's. Changes no prediction. Of each author and prediction the last opinion counts.",
        Body = new BodyShape.Command(Probability, Agree, Reason, By, Prediction),
        Status = StatusCodes.Status201Created,
        HasCaller = true,
        Problems =
        [
            ProblemCode.PredictionNotFound,
            ProblemCode.AccountHasLeft,
            ProblemCode.NotACustomer,
            ProblemCode.Conflict,
        ],
    };

    internal static readonly Operation ListOperation = new(
        "ListOpinions",
        AccessRole.Reader,
        "List what people think of an account's predictions"
    )
    {
        Details = "Those on the newest prediction first.",
        Query = [Parameters.Limit, Parameters.Cursor],
    };

    [Function("PostOpinion")]
    public Task<Results<JsonAnswer<Answer<OpinionView>>, ProblemHttpResult>> PostAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = All)] HttpRequest request,
        string accountId,
        CancellationToken cancellation
    ) =>
        invoker.AnswerAsync(
            request,
            PostOperation,
            accountId,
            HttpJson.Plain.AnswerOpinionView,
            async account =>
            {
                var stranger = caller.Find(request, out var callerId);
                var (fields, refusal) = await RequestBody.ReadFieldsAsync(request, cancellation);
                if ((stranger ?? refusal) is { } invalid)
                {
                    return invalid;
                }

                var odds = Read(fields, callerId);
                if (fields.Refusal is { } wrong)
                {
                    return wrong;
                }

                var result = await record.RunAsync(account, odds, cancellation);
                return result.Opinion is { } opinion
                    ? (
                        (ApiResult<Answer<OpinionView>>)
                            new Answer<OpinionView>(OpinionView.Of(opinion, time.GetUtcNow()))
                    ).As(PostOperation.Status)
                    : ProblemOf(result, accountId);
            },
            cancellation
        );

    [Function("ListOpinions")]
    public Task<Results<JsonAnswer<OpinionsAnswer>, ProblemHttpResult>> ListAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", "head", Route = All)] HttpRequest request,
        string accountId,
        CancellationToken cancellation
    ) =>
        invoker.AnswerAsync(
            request,
            ListOperation,
            accountId,
            HttpJson.Plain.OpinionsAnswer,
            async account =>
            {
                var here = $"opinions of {account.Tenant} {accountId}";
                var fields = Fields.Of(request.Query);
                var cursor = fields.Cursor(here);
                var limit = fields.Whole(Parameters.Limit);
                if (fields.Refusal is { } invalid)
                {
                    return invalid;
                }

                return await list.OfAccountAsync(account, cursor, limit, cancellation) is { } page
                    ? new OpinionsAnswer(page.Opinions, Cursor.NextLink(request, here, page.Next))
                    : ApiProblem.AccountNotFound(accountId);
            },
            cancellation
        );

    private static StatedOdds Read(Fields fields, string? callerId)
    {
        var probability = fields.NumberIf(Probability);
        var agrees = fields.Flag(Agree);
        var odds = new StatedOdds(
            fields.Text(By) ?? callerId ?? "",
            probability,
            fields.Text(Reason),
            fields.Text(Prediction)
        );
        fields.RefuseUnknown();
        if (agrees && probability is not null)
        {
            fields.Reject(Agree, "contradicts probability; write one of the two");
        }
        else if (!agrees && probability is null)
        {
            fields.Reject(Probability, "is missing; write a number from 0 to 1, or agree: true");
        }

        if (!AccountId.IsValid(odds.Author))
        {
            fields.Reject(
                By,
                odds.Author.Length == 0
                    ? "is missing; write the author's id, or send it in the header X-User-ID"
                    : "is no user's id; write 1 to 64 characters of A-Z a-z 0-9 _ . @ : -"
            );
        }

        return odds;
    }

    private static ApiProblem ProblemOf(OpinionResult result, string accountId) =>
        result.Why switch
        {
            OpinionProblem.NoAccount => ApiProblem.AccountNotFound(accountId),
            OpinionProblem.NoCustomer when result.Lifecycle!.State == Lifecycle.Notice => ApiProblem.Conflict(
                $"Account '{accountId}' has given notice, so that there is nothing to foretell. {result.Lifecycle.Reason}."
            ),
            OpinionProblem.NoCustomer => ApiProblem.NoCustomer(accountId, result.Lifecycle!),
            OpinionProblem.Decided => ApiProblem.Conflict(
                "The prediction's window has closed, or its outcome is known. Give odds on one that is open."
            ),
            _ => new ApiProblem(
                ProblemCode.PredictionNotFound,
                $"Account '{accountId}' has no such prediction of churn, or none that is valid; predict first."
            ),
        };
}
