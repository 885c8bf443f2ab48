using CsMl.Core.Accounts.Import;
using CsMl.Core.Accounts.Import.Files;
using CsMl.Core.Crm;
using CsMl.Core.Json;
using CsMl.Core.Requests;
using CsMl.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Azure.Functions.Worker;

namespace CsMl.Functions.Accounts;

/// <summary>Adds to the facts of an account, or replaces items by their id, without the rest being sent again.</summary>
public sealed class AccountHistory(HttpFunctionInvoker invoker, AccountIndex index, ImportAccounts import)
{
    internal static readonly Operation ActivitiesOperation = Adding(
        "PostActivities",
        "activities",
        ImportKind.Activities
    );

    internal static readonly Operation TicketsOperation = Adding("PostTickets", "support tickets", ImportKind.Tickets);

    internal static readonly Operation HealthOperation = Adding("PostHealth", "health scores", ImportKind.Health);

    internal static readonly Operation ContactsOperation = Adding("PostContacts", "contacts", ImportKind.Contacts);

    internal static readonly Operation OpportunitiesOperation = Adding(
        "PostOpportunities",
        "opportunities",
        ImportKind.Opportunities
    );

    internal static readonly Operation SubscriptionOperation = Adding(
        "PostSubscription",
        "the subscription",
        ImportKind.Subscriptions
    );

    [Function("PostActivities")]
    public Task<Results<JsonAnswer<ImportReport>, ProblemHttpResult>> ActivitiesAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = Routes.Account + "activities")] HttpRequest request,
        string accountId,
        CancellationToken cancellation
    ) => AddAsync(request, ActivitiesOperation, accountId, cancellation);

    [Function("PostTickets")]
    public Task<Results<JsonAnswer<ImportReport>, ProblemHttpResult>> TicketsAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = Routes.Account + "tickets")] HttpRequest request,
        string accountId,
        CancellationToken cancellation
    ) => AddAsync(request, TicketsOperation, accountId, cancellation);

    [Function("PostHealth")]
    public Task<Results<JsonAnswer<ImportReport>, ProblemHttpResult>> HealthAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = Routes.Account + "health")] HttpRequest request,
        string accountId,
        CancellationToken cancellation
    ) => AddAsync(request, HealthOperation, accountId, cancellation);

    [Function("PostContacts")]
    public Task<Results<JsonAnswer<ImportReport>, ProblemHttpResult>> ContactsAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = Routes.Account + "contacts")] HttpRequest request,
        string accountId,
        CancellationToken cancellation
    ) => AddAsync(request, ContactsOperation, accountId, cancellation);

    [Function("PostOpportunities")]
    public Task<Results<JsonAnswer<ImportReport>, ProblemHttpResult>> OpportunitiesAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = Routes.Account + "opportunities")]
            HttpRequest request,
        string accountId,
        CancellationToken cancellation
    ) => AddAsync(request, OpportunitiesOperation, accountId, cancellation);

    [Function("PostSubscription")]
    public Task<Results<JsonAnswer<ImportReport>, ProblemHttpResult>> SubscriptionAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = Routes.Account + "subscription")] HttpRequest request,
        string accountId,
        CancellationToken cancellation
    ) => AddAsync(request, SubscriptionOperation, accountId, cancellation);

    private static Operation Adding(string function, string what, ImportKind kind) =>
        new(function, AccessRole.Agent, $"Add {what} of an account")
        {
            Details = "Takes one object or a list. What is there already, by its `id`, is replaced.",
            Body = new BodyShape.Facts(kind),
        };

    private Task<Results<JsonAnswer<ImportReport>, ProblemHttpResult>> AddAsync(
        HttpRequest request,
        Operation operation,
        string accountId,
        CancellationToken cancellation
    ) =>
        invoker.AnswerAsync(
            request,
            operation,
            accountId,
            HttpJson.Plain.ImportReport,
            async account =>
            {
                var (body, refusal) = await RequestBody.ReadAsync(request, RequestBody.MaxContextBytes, cancellation);
                if (refusal is not null)
                {
                    return refusal;
                }

                // Read whole: nothing can be added to facts that are damaged.
                if (await index.FindAsync(account, cancellation) is null)
                {
                    return ApiProblem.AccountNotFound(accountId);
                }

                using var content = new MemoryStream(body.ToArray(), writable: false);
                var report = await import.RunAsync(
                    account.Tenant,
                    new ImportSource(content, SourceFormat.Json),
                    new ImportOptions(((BodyShape.Facts)operation.Body!).Kind, AccountId: accountId)
                    {
                        Style = OptionStyle.None,
                    },
                    cancellation
                );
                return report switch
                {
                    { Received: 0 } => ApiProblem.Invalid("", "is empty; write one object, or a list of them"),
                    { Imported: 0 } => ApiProblem.Invalid([
                        .. report.Errors.Select(e => new FieldError(e.Field, e.Message)),
                    ]),
                    _ => report,
                };
            },
            cancellation
        );
}
