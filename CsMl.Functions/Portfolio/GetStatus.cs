using CsMl.Core.Crm;
using CsMl.Core.Predictions;
using CsMl.Core.Settings;
using CsMl.Core.Storage;
using CsMl.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Azure.Functions.Worker;

namespace CsMl.Functions.Portfolio;

public sealed class GetStatus(
    HttpFunctionInvoker invoker,
    Predictor predictor,
    IAccountSource source,
    ReadFactsAge factsAge,
    SummarizeDeliveries deliveries,
    TenantSettings settings
)
{
    internal static readonly Operation Operation = new(
        nameof(GetStatus),
        AccessRole.Reader,
        "Show whether a model predicts, and what probabilities stand on"
    )
    {
        Details = "The model is not asked for this.",
    };

    [Function(nameof(GetStatus))]
    public Task<Results<JsonAnswer<StatusAnswer>, ProblemHttpResult>> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", "head", Route = Routes.Portfolio + "status")]
            HttpRequest request,
        CancellationToken cancellation
    ) =>
        invoker.AnswerAsync(
            request,
            Operation,
            HttpJson.Plain.StatusAnswer,
            async tenant =>
                Status(
                    await FactsAsync(tenant, cancellation),
                    await deliveries.RunAsync(tenant, cancellation),
                    ScaleView.Of((await settings.OfAsync(tenant, cancellation)).Scale)
                ),
            cancellation
        );

    private async Task<FactsStatus> FactsAsync(string tenant, CancellationToken cancellation) =>
        source.IsIndex
            ? FactsStatus.Embedded(source.Origin(tenant))
            : FactsStatus.Of(source.Origin(tenant), await factsAge.RunAsync(tenant, cancellation));

    private StatusAnswer Status(FactsStatus facts, DeliverySummary? deliveries, ScaleView probabilities) =>
        predictor switch
        {
            { HasModel: false } => new(
                false,
                "No language model is configured; predictions are made by rules",
                PredictionSource.Rules,
                facts,
                deliveries,
                probabilities
            ),
            { ModelTrouble: { } why } => new(
                false,
                $"The language model cannot be used: {why}; predictions are made by rules until it answers again",
                PredictionSource.Rules,
                facts,
                deliveries,
                probabilities
            ),
            { IsModelCircuitOpen: true } => new(
                false,
                "The language model is failing; predictions are made by rules until it answers again",
                PredictionSource.Rules,
                facts,
                deliveries,
                probabilities
            ),
            _ => new(true, "ML service is available", PredictionSource.Llm, facts, deliveries, probabilities),
        };
}
