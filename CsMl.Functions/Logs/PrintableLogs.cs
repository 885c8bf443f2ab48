using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace CsMl.Functions.Logs;

/// <summary>
/// Nothing that is logged can forge a line or drive a terminal: every logger of the app cleans what it is given, so that no
/// call has to, and no provider.
/// </summary>
public static class PrintableLogs
{
    public static IServiceCollection AddPrintableLogs(this IServiceCollection services)
    {
        services.AddLogging();
        services.TryAddSingleton<LoggerFactory>();
        return services.Replace(
            ServiceDescriptor.Singleton<ILoggerFactory>(provider => new PrintableLoggerFactory(
                provider.GetRequiredService<LoggerFactory>()
            ))
        );
    }

    private sealed class PrintableLoggerFactory(LoggerFactory inner) : ILoggerFactory
    {
        public ILogger CreateLogger(string categoryName) => new PrintableLogger(inner.CreateLogger(categoryName));

        public void AddProvider(ILoggerProvider provider) => inner.AddProvider(provider);

        /// <summary>The container disposes of the inner one.</summary>
        public void Dispose() { }
    }
}
