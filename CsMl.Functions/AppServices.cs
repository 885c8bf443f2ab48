using CsMl.Core.Crm;
using CsMl.Core.Ctas;
using CsMl.Core.LanguageModel;
using CsMl.Core.LanguageModel.Client;
using CsMl.Core.Portfolio;
using CsMl.Core.Predictions;
using CsMl.Core.Requests;
using CsMl.Core.Storage;
using CsMl.Functions.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CsMl.Functions;

/// <summary>The app's services, but for its <see cref="Tables"/> and its <see cref="IWorkQueue"/>: where those lie is the host's choice.</summary>
public static class AppServices
{
    public static IServiceCollection AddCsMl(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(TimeProvider.System);

        services
            .AddOptions<PredictionOptions>()
            .Bind(configuration.GetSection(PredictionOptions.Section))
            .ValidateDataAnnotations()
            .Validate(
                o => o.IsOrdered,
                "Predictions:Risk must have 0 < Medium < High < Critical <= 1, for every tenant."
            )
            .ValidateOnStart();
        services
            .AddOptions<CtaOptions>()
            .Bind(configuration.GetSection(CtaOptions.Section))
            .ValidateDataAnnotations()
            .ValidateOnStart();
        services
            .AddOptions<NightlyOptions>()
            .Bind(configuration.GetSection(NightlyOptions.Section))
            .ValidateDataAnnotations()
            .ValidateOnStart();
        services
            .AddOptions<LlmOptions>()
            .Bind(configuration.GetSection(LlmOptions.Section))
            .ValidateDataAnnotations()
            .Validate(
                o => !o.IsConfigured || (o.Endpoint!.IsAbsoluteUri && o.Endpoint.Scheme is "http" or "https"),
                "Llm:Endpoint must be a whole URL, such as https://RESOURCE.openai.azure.com."
            )
            .Validate(
                o => o.Endpoint is not { IsAbsoluteUri: true } url || !ModelEndpoint.LacksTls(url),
                ModelEndpoint.TlsNeeded
            )
            .Validate(
                o => !o.IsConfigured || o.Model.Length > 0,
                "Llm:Model must name the model (on Azure: its deployment) where Llm:Endpoint is set."
            )
            .Validate(
                o => o.IsPriceWhole,
                "Llm:InputPrice and Llm:OutputPrice must be set together, and Llm:CachedInputPrice only with them."
            )
            .Validate(
                o => o.CanCount,
                "Llm:DailyCost and Llm:RunCost need the model's price: set Llm:InputPrice and Llm:OutputPrice."
            )
            .ValidateOnStart();
        services
            .AddOptions<TenancyOptions>()
            .Bind(configuration.GetSection(TenancyOptions.Section))
            .ValidateDataAnnotations()
            .ValidateOnStart();

        // Know: where facts come from and CTAs go. Another CRM is registered in place of these two.
        services.AddSingleton<IAccountSource, EmbeddedAccounts>();
        services.AddSingleton<ICtaSink, EmbeddedCtas>();
        services.AddSingleton<AccountIndex>();
        services.AddSingleton<FetchAccount>();
        services.AddSingleton<SyncAccounts>();
        services.AddSingleton<DeliverCta>();
        services.AddSingleton<PlaybookStore>();

        // Think, and keep what was thought.
        services.AddSingleton<Predictor>();
        services.AddSingleton<IPredictionModel, ModelPredictor>();
        services.AddSingleton<PredictionCounter>();
        services.AddAzureIdentity(configuration);
        services.AddSingleton<ILanguageModel, OpenAiModel>();
        services.AddSingleton<BudgetStore>();
        services.AddSingleton<ModelTelemetry>();
        services.AddSingleton<PredictionReader>();
        services.AddSingleton<PredictionWriter>();
        services.AddSingleton<CtaWriter>();
        services.AddSingleton<CtaReader>();
        services.AddSingleton<OutcomeStore>();
        services.AddSingleton<PredictionBasisStore>();
        services.AddSingleton<RunStore>();

        // Tell: one story a request.
        services.AddSingleton<PredictAccount>();
        services.AddSingleton<ListPredictions>();
        services.AddSingleton<UpdateOpenCtas>();
        services.AddSingleton<ListCtas>();
        services.AddSingleton<EditPlaybooks>();
        services.AddSingleton<UpdateCta>();
        services.AddSingleton<GenerateCta>();
        services.AddSingleton<GenerateCtas>();
        services.AddSingleton<ListHighRisk>();
        services.AddSingleton<ImportAccounts>();
        services.AddSingleton<RecordOutcome>();
        services.AddSingleton<SettlePredictions>();
        services.AddSingleton<ValidatePredictions>();
        services.AddSingleton<ComparePredictions>();
        services.AddSingleton<MeasureAccuracy>();
        services.AddSingleton<SummarizeCtas>();
        services.AddSingleton<ScorePage>();
        services.AddSingleton<StartRun>();
        services.AddSingleton<PlanRun>();
        services.AddSingleton<OpenRun>();
        services.AddSingleton<CloseRun>();

        services.AddTelemetry(configuration);

        // Problem details are written by the framework.
        services.ConfigureHttpJsonOptions(json =>
            json.SerializerOptions.Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping
        );

        // Answer over HTTP. An import may be larger than the server's default; each function sets its own bound.
        services.AddSingleton<Tenancy>();
        services.AddSingleton<CallerIdentity>();
        services.AddSingleton<HttpFunctionInvoker>();
        services.Configure<KestrelServerOptions>(kestrel =>
            kestrel.Limits.MaxRequestBodySize = RequestBody.MaxImportBytes + RequestBody.MaxBytes
        );
        return services;
    }
}
