using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace CsMl.Local.Host;

/// <summary>A console that shows what the app says, and of the framework only what went wrong.</summary>
internal static class HostLogging
{
    public static void AddQuietConsole(this ILoggingBuilder logging, IConfiguration configuration)
    {
        logging.AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.UseUtcTimestamp = true;
            console.TimestampFormat = "HH:mm:ss ";
        });
        logging
            .SetMinimumLevel(LogLevel.Warning)
            .AddFilter("CsMl", LogLevel.Information)
            // Why a host cannot start is told in a sentence; its stack trace tells nobody more.
            .AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None);
        // Last, so that the usual Logging:LogLevel settings have the last word.
        logging.AddConfiguration(configuration.GetSection("Logging"));
    }
}
