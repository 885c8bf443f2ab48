using CsMl.Core.Audit;
using CsMl.Core.Crm;
using CsMl.Core.Crm.Calls;
using CsMl.Core.Crm.Http;
using CsMl.Core.Crm.Platform;
using CsMl.Core.Json;
using CsMl.Core.LanguageModel;
using CsMl.Core.LanguageModel.Client;
using CsMl.Core.Morning;
using CsMl.Core.Portfolio;
using CsMl.Core.Predictions;
using CsMl.Core.Requests;
using CsMl.Core.Settings;
using CsMl.Core.Storage;
using CsMl.Functions.Accounts;
using CsMl.Functions.Ctas;
using CsMl.Functions.Dashboard;
using CsMl.Functions.Dashboard.Portfolio;
using CsMl.Functions.Http;
using CsMl.Functions.Logs;
using CsMl.Functions.Portfolio;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace CsMl.Functions;

/// <summary>
/// The app's services, except its <see cref="Tables"/> and its <see cref="IWorkQueue"/>, which the host registers.
/// </summary>
public static class AppServices
{
    public static IServiceCollection AddCsMl(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(TimeProvider.System);
        return services
            .AddSettings(configuration)
            .AddCrm(configuration)
            .AddPredictions(configuration)
            .AddRequests()
            .AddRuns()
            .AddTelemetry(configuration)
            .AddPrintableLogs()
            .AddHttp()
            .AddDashboard();
    }

    /// <summary>
    /// The account source and the CTA sink of the configured kind of CRM. To connect another CRM, add a kind.
    /// </summary>
    private static IServiceCollection AddCrm(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<CrmConnection>();
        services.AddSingleton<PlatformClient>();
        services.AddSingleton<AdapterClient>();
        services.AddByKind<IAccountSource>(kind =>
            kind switch
            {
                CrmKind.Embedded => typeof(EmbeddedAccounts),
                CrmKind.Platform => typeof(PlatformAccounts),
                CrmKind.Http => typeof(AdapterAccounts),
                _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
            }
        );
        services.AddByKind<ICtaSink>(kind =>
            kind switch
            {
                CrmKind.Embedded => typeof(EmbeddedCtas),
                CrmKind.Platform => typeof(PlatformCtas),
                CrmKind.Http => typeof(AdapterCtas),
                _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
            }
        );
        services.AddSingleton<AccountIndex>();
        services.AddSingleton(provider =>
            ActivatorUtilities.CreateInstance<ConfiguredSettings>(
                provider,
                (string name) => configuration.GetSection(name).Exists()
            )
        );
        services.AddSingleton<TenantSettings>();
        services.AddSingleton<ErasedAccounts>();
        services.AddSingleton<FetchAccount>();
        services.AddSingleton<RemoveAccount>();
        services.AddSingleton<SyncAccounts>();
        services.AddSingleton(OutgoingOf);
        services.AddSingleton<PlatformChurnRisk>();
        services.AddSingleton<OwnCtas>();
        services.AddSingleton<ChurnRiskStore>();
        services.AddSingleton<DeliverChurnRisks>();
        services.AddSingleton<CtaDeliveryStore>();
        services.AddSingleton<SyncStates>();
        services.AddSingleton<ReadFactsAge>();
        services.AddSingleton<DeliverCta>();
        services.AddSingleton<DeliverPending>();
        services.AddSingleton<SummarizeDeliveries>();
        services.AddSingleton<PlaybookStore>();
        return services;
    }

    private static Outgoing OutgoingOf(IServiceProvider provider)
    {
        var crm = provider.GetRequiredService<IOptions<CrmOptions>>().Value;
        return new Outgoing(
            Ctas: !provider.GetRequiredService<ICtaSink>().IsEmbedded,
            ChurnRisk: crm is { Kind: CrmKind.Platform, WriteBack: true }
        );
    }

    private static void AddByKind<T>(this IServiceCollection services, Func<CrmKind, Type> implementation)
        where T : class =>
        services.AddSingleton(provider =>
            (T)
                ActivatorUtilities.CreateInstance(
                    provider,
                    implementation(provider.GetRequiredService<IOptions<CrmOptions>>().Value.Kind)
                )
        );

    private static IServiceCollection AddPredictions(this IServiceCollection services, IConfiguration configuration)
    {
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
        services.AddSingleton<ListEarlierCtas>();
        services.AddSingleton<OutcomeStore>();
        services.AddSingleton<OpinionStore>();
        services.AddSingleton<PredictionBasisStore>();
        services.AddSingleton<RiskIndex>();
        services.AddSingleton<LearnedVersions>();
        services.AddSingleton<HistoryRetention>();
        services.AddSingleton<RunStore>();
        services.AddSingleton<RunPages>();
        services.AddSingleton<KeptSummaries>();
        services.AddSingleton<ClosedRuns>();
        services.AddSingleton<RunHeartbeats>();
        services.AddSingleton<ImportStore>();
        services.AddSingleton<AuditLog>();
        services.AddSingleton<DailyLimits>();
        services.AddSingleton<KeptAnswers>();
        services.AddSingleton<ChangeStore>();
        return services;
    }

    /// <summary>One class per request.</summary>
    private static IServiceCollection AddRequests(this IServiceCollection services)
    {
        services.AddSingleton<FindAccount>();
        services.AddSingleton<PredictAccount>();
        services.AddSingleton<ListPredictions>();
        services.AddSingleton<UpdateOpenCtas>();
        services.AddSingleton<FindNoCustomer>();
        services.AddSingleton<ListCtas>();
        services.AddSingleton<EditPlaybooks>();
        services.AddSingleton<UpdateCta>();
        services.AddSingleton<UpdateCtas>();
        services.AddSingleton<ListPortfolioCtas>();
        services.AddSingleton<GenerateCta>();
        services.AddSingleton<GenerateCtas>();
        services.AddSingleton<FindRiskChange>();
        services.AddSingleton<ListHighRisk>();
        services.AddSingleton<ListChanges>();
        services.AddSingleton<ImportAccounts>();
        services.AddSingleton<RecordOutcome>();
        services.AddSingleton<RecordOpinion>();
        services.AddSingleton<ListOpinions>();
        services.AddSingleton<SettlePredictions>();
        services.AddSingleton<ValidatePredictions>();
        services.AddSingleton<ComparePredictions>();
        services.AddSingleton<ReadAccountDetails>();
        services.AddSingleton<FindNames>();
        services.AddSingleton<CountRisks>();
        services.AddSingleton<MeasureAccuracy>();
        services.AddSingleton<ListMisses>();
        services.AddSingleton<ListLearningRows>();
        services.AddSingleton<SummarizeCtas>();
        services.AddSingleton<SummarizePortfolio>();
        services.AddSingleton<FindAccountsByName>();
        services.AddSingleton<FindCandidates>();
        services.AddSingleton<FindMoved>();
        services.AddSingleton<ReadMorning>();
        services.AddSingleton<RecentMorning>();
        services.AddSingleton<ReadDigest>();
        return services;
    }

    /// <summary>The steps of a run, and what a night does besides.</summary>
    private static IServiceCollection AddRuns(this IServiceCollection services)
    {
        services.AddSingleton<ScoreAccounts>();
        services.AddSingleton<ScorePage>();
        services.AddSingleton<StartRun>();
        services.AddSingleton<PlanRun>();
        services.AddSingleton<StartImport>();
        services.AddSingleton<ImportRun>();
        services.AddSingleton<HintExpectedChurn>();
        services.AddSingleton<OpenRun>();
        services.AddSingleton<ResumeRuns>();
        services.AddSingleton<RunMetrics>();
        services.AddSingleton<EraseFromRuns>();
        services.AddSingleton<EraseAccount>();
        services.AddSingleton<RunRetention>();
        services.AddSingleton<ApplyRetention>();
        services.AddSingleton<ChangeScale>();
        services.AddSingleton<LearnAtNight>();
        services.AddSingleton<CloseRun>();
        return services;
    }

    private static IServiceCollection AddHttp(this IServiceCollection services)
    {
        // The framework serializes problem details with its own options.
        services.ConfigureHttpJsonOptions(json => json.SerializerOptions.Encoder = PlainText.Encoder);

        // The HTTP services. An import may be larger than the server's default limit; each function sets its own limit.
        services.AddSingleton<Tenancy>();
        services.AddSingleton<AccessKeys>();
        services.TryAddSingleton(OuterGate.FunctionKey);
        services.AddSingleton<CheckAccess>();
        services.AddSingleton<AuditCall>();
        services.AddHostedService<AnnounceAccess>();
        services.AddSingleton<CallerIdentity>();
        services.AddSingleton<IdempotentCall>();
        services.AddSingleton<CallFailures>();
        services.AddSingleton<HttpFunctionInvoker>();
        services.AddSingleton<PublicAddress>();
        services.Configure<KestrelServerOptions>(kestrel =>
            kestrel.Limits.MaxRequestBodySize = RequestBody.MaxImportBytes + RequestBody.MaxBytes
        );
        return services;
    }

    /// <summary>The pages, and the functions of the API that their buttons call.</summary>
    private static IServiceCollection AddDashboard(this IServiceCollection services)
    {
        services.AddSingleton<PageSessions>();
        services.AddSingleton<PageCookies>();
        services.AddSingleton<PageAccess>();
        services.AddSingleton<SignInAttempts>();
        services.AddSingleton<PageInvoker>();
        services.AddSingleton<PostGenerateCta>();
        services.AddSingleton<AccountCtas>();
        services.AddSingleton<AccountOpinions>();
        services.AddSingleton<PostOutcome>();
        services.AddSingleton<PostPredict>();
        services.AddSingleton<PostBatchPredict>();
        services.AddSingleton<PortfolioSettings>();
        services.AddSingleton<ChangeSettings>();
        services.AddSingleton<PageActions>();
        return services;
    }
}
