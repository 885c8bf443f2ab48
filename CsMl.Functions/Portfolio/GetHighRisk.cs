using CsMl.Core.Json;
using CsMl.Core.Requests;
using CsMl.Core.Settings;
using CsMl.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Azure.Functions.Worker;

namespace CsMl.Functions.Portfolio;

public sealed class GetHighRisk(HttpFunctionInvoker invoker, ListHighRisk list, TenantSettings settings)
{
    private static readonly Parameter MinProbability = Parameter.Number(
        "minProbability",
        0,
        1,
        0.6,
        "The least probability of churn that is listed; if the tenant has thresholds of its own, its threshold of high risk is the default"
    );

    private static readonly Parameter Sort = Parameter.Word<RiskOrder>(
        "sort",
        "By probability, or by revenue at risk (probability × annual revenue), which lists accounts at high or critical risk or under notice of known revenue alone, currency by currency"
    ) with
    {
        DefaultWord = EnumNames.Of(RiskOrder.Probability),
    };

    private static readonly Parameter ChangedSinceDays = Parameter.Whole(
        "changedSinceDays",
        1,
        365,
        "Only accounts whose risk category is another one than so many days ago"
    );

    internal static readonly Operation Operation = new(
        nameof(GetHighRisk),
        AccessRole.Reader,
        "List the accounts at highest risk"
    )
    {
        Details =
            "Highest first. Accounts under notice are listed whatever their probability is. A page may be shorter than `limit` and have a `nextLink`.",
        Query = [MinProbability, Sort, .. ReadAccountFilter.All, ChangedSinceDays, Parameters.Limit, Parameters.Cursor],
    };

    [Function(nameof(GetHighRisk))]
    public Task<Results<JsonAnswer<HighRiskAnswer>, ProblemHttpResult>> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", "head", Route = Routes.Portfolio + "high-risk")]
            HttpRequest request,
        CancellationToken cancellation
    ) =>
        invoker.AnswerAsync(
            request,
            Operation,
            HttpJson.Plain.HighRiskAnswer,
            async tenant =>
            {
                var fields = Fields.Of(request.Query);
                var order = fields.Word<RiskOrder>(Sort) ?? RiskOrder.Probability;
                var accounts = ReadAccountFilter.Of(fields);
                // A place is one in the list of a currency, or of all.
                var here = $"high-risk by {EnumNames.Of(order)} {accounts.Currency} of {tenant}";
                var high = (await settings.OfAsync(tenant, cancellation)).Risk.High;
                var query = new HighRiskQuery(
                    fields.Has(MinProbability) ? fields.Number(MinProbability) : high,
                    fields.Whole(Parameters.Limit),
                    fields.Cursor(here)
                )
                {
                    Order = order,
                    Accounts = accounts,
                    ChangedSinceDays = fields.WholeIf(ChangedSinceDays),
                };
                if (fields.Refusal is { } invalid)
                {
                    return invalid;
                }

                var page = await list.RunAsync(tenant, query, cancellation);
                return new HighRiskAnswer(
                    page.Accounts,
                    page.Accounts.Count,
                    Cursor.NextLink(request, here, page.Next)
                );
            },
            cancellation
        );
}
