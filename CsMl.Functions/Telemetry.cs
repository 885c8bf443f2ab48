using Azure.Core;
using Azure.Monitor.OpenTelemetry.Exporter;
using CsMl.Core.LanguageModel.Client;
using CsMl.Core.Portfolio;
using Microsoft.Azure.Functions.Worker.OpenTelemetry;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;

namespace CsMl.Functions;

/// <summary>
/// Exports logs, spans and metrics if a standard setting names a destination: <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> (any
/// OpenTelemetry collector), <c>APPLICATIONINSIGHTS_CONNECTION_STRING</c> (Azure Monitor), or both. Without a
/// destination nothing is collected.
/// </summary>
public static class Telemetry
{
    public const string OtlpSetting = "OTEL_EXPORTER_OTLP_ENDPOINT";
    public const string AzureMonitorSetting = "APPLICATIONINSIGHTS_CONNECTION_STRING";

    /// <summary>
    /// Set for resources that refuse instrumentation keys; see
    /// https://learn.microsoft.com/azure/azure-functions/functions-app-settings.
    /// </summary>
    private const string AuthenticationSetting = "APPLICATIONINSIGHTS_AUTHENTICATION_STRING";

    public static IServiceCollection AddTelemetry(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddMetrics();
        var toOtlp = IsSet(configuration, OtlpSetting);
        var toAzureMonitor = IsSet(configuration, AzureMonitorSetting);
        if (!toOtlp && !toAzureMonitor)
        {
            return services;
        }

        // A span is recorded only if its parent is, so the source of the request spans is added; the defaults add the
        // worker's source.
        var telemetry = services
            .AddOpenTelemetry()
            .UseFunctionsWorkerDefaults()
            .WithTracing(tracing => tracing.AddSource(ModelTelemetry.Name, "Microsoft.AspNetCore"))
            .WithMetrics(metrics => metrics.AddMeter(ModelTelemetry.Name, RunMetrics.Meter));
        if (toOtlp)
        {
            telemetry.UseOtlpExporter();
        }

        if (toAzureMonitor)
        {
            telemetry.UseAzureMonitorExporter(options => options.ConnectionString = configuration[AzureMonitorSetting]);
            if (IsSet(configuration, AuthenticationSetting))
            {
                services
                    .AddOptions<AzureMonitorExporterOptions>()
                    .Configure<TokenCredential>((options, credential) => options.Credential = credential);
            }
        }

        return services;
    }

    private static bool IsSet(IConfiguration configuration, string setting) =>
        configuration[setting] is { Length: > 0 };
}
