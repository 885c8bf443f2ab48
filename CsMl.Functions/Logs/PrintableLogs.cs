using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace CsMl.Functions.Logs;

/// <summary>
/// Prevents log entries from forging a line or controlling a terminal: every logger of the app sanitizes its input, so
/// that neither callers nor providers need to.
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

        /// <summary>Does nothing, because the container disposes the inner logger factory.</summary>
        public void Dispose() { }
    }
}
