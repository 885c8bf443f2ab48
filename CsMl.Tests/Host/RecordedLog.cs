using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace CsMl.Tests.Host;

/// <summary>Keeps what a host logs, for tests that ask.</summary>
internal sealed class RecordedLog : ILoggerProvider
{
    private readonly ConcurrentQueue<LogEntry> _entries = new();

    public IReadOnlyCollection<LogEntry> Entries => _entries;

    public IReadOnlyCollection<LogEntry> Errors => [.. _entries.Where(entry => entry.Level >= LogLevel.Error)];

    public ILogger CreateLogger(string categoryName) => new Recorder(_entries);

    public void Dispose() { }

    internal sealed record LogEntry(LogLevel Level, string Message, Exception? Exception);

    private sealed class Recorder(ConcurrentQueue<LogEntry> entries) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        ) => entries.Enqueue(new LogEntry(logLevel, formatter(state, exception), exception));
    }
}
