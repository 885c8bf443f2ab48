using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace CsMl.Tests.Logs;

/// <summary>Keeps the named values of all that is logged and of all scopes, as exporters read them.</summary>
internal sealed class RecordedScopes : ILoggerProvider, ILogger
{
    private readonly ConcurrentQueue<KeyValuePair<string, object?>> _values = new();

    public IReadOnlyCollection<KeyValuePair<string, object?>> Values => _values;

    public ILogger CreateLogger(string categoryName) => this;

    public void Dispose() { }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull
    {
        Add(state);
        return null;
    }

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter
    ) => Add(state);

    private void Add<TState>(TState state)
    {
        foreach (var value in Assert.IsAssignableFrom<IEnumerable<KeyValuePair<string, object?>>>(state))
        {
            _values.Enqueue(value);
        }
    }
}
