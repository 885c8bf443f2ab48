using CsMl.Core.Json;
using Microsoft.Extensions.Logging;

namespace CsMl.Functions.Logs;

/// <summary>Sanitizes messages, their values, scopes and exceptions (<see cref="PrintableText"/>).</summary>
internal sealed class PrintableLogger(ILogger inner) : ILogger
{
    public bool IsEnabled(LogLevel logLevel) => inner.IsEnabled(logLevel);

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => inner.BeginScope(new PrintableState(state, state.ToString));

    public void Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter
    )
    {
        if (inner.IsEnabled(logLevel))
        {
            inner.Log(
                logLevel,
                eventId,
                new PrintableState(state, () => formatter(state, exception)),
                PrintableException.Of(exception),
                static (printable, _) => printable.ToString()
            );
        }
    }
}
