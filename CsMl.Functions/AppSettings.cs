using CsMl.Core.Audit;
using CsMl.Core.Crm;
using CsMl.Core.Ctas;
using CsMl.Core.Health;
using CsMl.Core.LanguageModel;
using CsMl.Core.LanguageModel.Client;
using CsMl.Core.Learning;
using CsMl.Core.Limits;
using CsMl.Core.Portfolio;
using CsMl.Core.Predictions;
using CsMl.Core.Storage;
using CsMl.Functions.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CsMl.Functions;

/// <summary>Binds the app's settings and validates them at start.</summary>
internal static class AppSettings
{
    public static IServiceCollection AddSettings(this IServiceCollection services, IConfiguration configuration)
    {
        Add<PredictionOptions>(services, configuration, PredictionOptions.Section)
            .Validate(
                o => o.IsOrdered,
                "Predictions:Risk must have 0 < Medium < High < Critical <= 1, for every tenant."
            )
            .Validate(
                o => o.AreRatesValid,
                "Predictions:TenantExpectedChurn:{tenant} must be a number from 0.001 to 0.9."
            );
        Add<LearningOptions>(services, configuration, LearningOptions.Section);
        Add<CtaOptions>(services, configuration, CtaOptions.Section);
        Add<HealthOptions>(services, configuration, HealthOptions.Section)
            .Validate(o => o.AreTenantsValid, "Health:Tenants:{tenant}:Scale must be 100, 10 or 1.");
        Add<NightlyOptions>(services, configuration, NightlyOptions.Section);
        Add<RunOptions>(services, configuration, RunOptions.Section);
        Add<RetentionOptions>(services, configuration, RetentionOptions.Section);
        Add<StorageOptions>(services, configuration, StorageOptions.Section);
        Add<TenancyOptions>(services, configuration, TenancyOptions.Section);
        Add<LimitOptions>(services, configuration, LimitOptions.Section);
        Add<AuditOptions>(services, configuration, AuditOptions.Section);
        Add<AccessOptions>(services, configuration, AccessOptions.Section);
        services.AddSingleton<IValidateOptions<AccessOptions>, ValidateAccess>();
        CheckCrm(Add<CrmOptions>(services, configuration, CrmOptions.Section));
        CheckModel(Add<LlmOptions>(services, configuration, LlmOptions.Section));
        return services;
    }

    private static OptionsBuilder<T> Add<T>(IServiceCollection services, IConfiguration configuration, string section)
        where T : class
    {
        services.AddSingleton<IValidateOptions<T>>(new ValidateEnums<T>(section));
        return services
            .AddOptions<T>()
            .Bind(configuration.GetSection(section))
            .ValidateDataAnnotations()
            .ValidateOnStart();
    }

    private static void CheckCrm(OptionsBuilder<CrmOptions> settings) =>
        settings
            .Validate(
                o => o.Kind == CrmKind.Embedded || o.Endpoint is { IsAbsoluteUri: true, Scheme: "http" or "https" },
                "Crm:Endpoint must be a whole URL, such as https://crm.example.com, unless Crm:Kind is Embedded."
            )
            .Validate(
                o =>
                    o.Kind == CrmKind.Embedded
                    || o.Endpoint is not { IsAbsoluteUri: true, Scheme: "http", IsLoopback: false },
                "Crm:Endpoint must begin with https:// where the CRM is not this machine: no password and no token travels in the clear."
            )
            .Validate(
                o => o.Kind != CrmKind.Platform || o.Accesses.All(access => access.TenantId.Length > 0),
                "Crm:TenantId, or Crm:Tenants:{tenant}:TenantId for each tenant, must be the platform's id of the tenant where Crm:Kind is Platform."
            )
            .Validate(
                o => o.Kind != CrmKind.Platform || o.Accesses.All(access => access.CanLogIn || access.Token.Length > 0),
                "Crm:Email and Crm:Password, or Crm:Token, must be set where Crm:Kind is Platform."
            )
            .Validate(
                o => o.Kind == CrmKind.Platform || !o.WriteBack,
                "Crm:WriteBack is only for Crm:Kind Platform; leave it out or set it to false."
            );

    private static void CheckModel(OptionsBuilder<LlmOptions> settings) =>
        settings
            .Validate(
                o => !o.IsConfigured || (o.Endpoint!.IsAbsoluteUri && o.Endpoint.Scheme is "http" or "https"),
                "Llm:Endpoint must be a whole URL, such as https://RESOURCE.openai.azure.com."
            )
            .Validate(
                o => o.Endpoint is not { IsAbsoluteUri: true, UserInfo.Length: > 0 },
                ModelEndpoint.NoKeyInAddress
            )
            .Validate(
                o => o.Endpoint is not { IsAbsoluteUri: true } url || !ModelEndpoint.LacksTls(url),
                ModelEndpoint.TlsNeeded
            )
            .Validate(
                o =>
                    o.Endpoint is not { IsAbsoluteUri: true } url
                    || !ModelEndpoint.ExposesKey(url)
                    || string.IsNullOrEmpty(o.ApiKey + o.SecondApiKey),
                ModelEndpoint.KeyNeedsTls
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
            );
}
