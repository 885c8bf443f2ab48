using CsMl.Core.Accounts;
using CsMl.Core.Audit;
using CsMl.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Azure.Functions.Worker;

namespace CsMl.Functions.Portfolio;

public sealed class GetAudit(HttpFunctionInvoker invoker, AuditLog audit)
{
    private static readonly Parameter Account = Parameter.Text("accountId", 64, "Only changes of this account");

    internal static readonly Operation Operation = new(nameof(GetAudit), AccessRole.Admin, "List who changed what")
    {
        Details = "Newest first. What is older than `Audit:RetentionDays` is deleted at night.",
        Query = [Account, Parameters.Limit, Parameters.Cursor],
    };

    [Function(nameof(GetAudit))]
    public Task<Results<JsonAnswer<AuditAnswer>, ProblemHttpResult>> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", "head", Route = Routes.Portfolio + "audit")]
            HttpRequest request,
        CancellationToken cancellation
    ) =>
        invoker.AnswerAsync(
            request,
            Operation,
            HttpJson.Plain.AuditAnswer,
            async tenant =>
            {
                var fields = Fields.Of(request.Query);
                var accountId = fields.Text(Account);
                var limit = fields.Whole(Parameters.Limit);
                var here = $"audit of {tenant} {accountId}";
                var cursor = fields.Cursor(here);
                if (accountId is not null && !AccountId.IsValid(accountId))
                {
                    fields.Reject(Account, AccountId.Rule);
                }

                if (fields.Refusal is { } invalid)
                {
                    return invalid;
                }

                var page = await audit.ListAsync(tenant, accountId, limit, cursor, cancellation);
                return new AuditAnswer(page.Entries, Cursor.NextLink(request, here, page.Next));
            },
            cancellation
        );
}
