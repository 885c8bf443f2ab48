using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace CsMl.Local.Host;

/// <summary>Console logging with the app's messages, and only errors and warnings of the framework.</summary>
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
            // The reason why a host cannot start is reported in a sentence; a stack trace adds nothing.
            .AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None);
        // Added last, so that the usual Logging:LogLevel settings take precedence.
        logging.AddConfiguration(configuration.GetSection("Logging"));
    }
}
