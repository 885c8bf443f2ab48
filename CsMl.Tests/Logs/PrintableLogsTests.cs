using CsMl.Functions.Logs;
using CsMl.Tests.Host;
using CsMl.Tests.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CsMl.Tests.Logs;

/// <summary>Nothing that is logged forges a line or drives a terminal, whoever logs it and wherever it goes.</summary>
public sealed class PrintableLogsTests : IDisposable
{
    private readonly RecordedLog _log = new();
    private readonly RecordedScopes _scopes = new();
    private readonly ServiceProvider _services;
    private readonly ILogger _logger;

    public PrintableLogsTests()
    {
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.AddProvider(_log).AddProvider(_scopes));
        services.AddPrintableLogs();
        _services = services.BuildServiceProvider();
        _logger = _services.GetRequiredService<ILogger<PrintableLogsTests>>();
    }

    public void Dispose() => _services.Dispose();

    [Fact]
    public void A_value_is_one_line_without_what_acts()
    {
        Log.Told(_logger, HostileName.Text);

        Assert.Equal($"Account {HostileName.Printable} is there", Assert.Single(_log.Entries).Message);
        Assert.Contains(new("Name", HostileName.Printable), _scopes.Values);
        Assert.Contains(new("{OriginalFormat}", "Account {Name} is there"), _scopes.Values);
    }

    [Fact]
    public void A_number_stays_one()
    {
        Log.Counted(_logger, 7);

        Assert.Contains(new("Count", 7), _scopes.Values);
    }

    [Fact]
    public void A_scope_is_cleaned_too()
    {
        using (_logger.BeginScope(new Dictionary<string, object?> { ["Account"] = HostileName.Text }))
        {
            Assert.Contains(new("Account", HostileName.Printable), _scopes.Values);
        }
    }

    [Fact]
    public void An_exception_s_messages_are_cleaned_and_its_trace_stays()
    {
        Log.Failed(_logger, Thrown());

        var logged = Assert.Single(_log.Entries).Exception!;
        HostileName.AssertHarmless(logged.ToString());
        Assert.Contains(
            $"System.InvalidOperationException: {HostileName.Printable}",
            logged.ToString(),
            StringComparison.Ordinal
        );
        Assert.Contains($"System.IO.IOException: {HostileName.Printable}", logged.ToString(), StringComparison.Ordinal);
        Assert.Contains(nameof(Thrown), logged.StackTrace, StringComparison.Ordinal);
    }

    [Fact]
    public void An_exception_that_says_nothing_hostile_is_logged_itself()
    {
        var exception = new InvalidOperationException("plain");

        Log.Failed(_logger, exception);

        Assert.Same(exception, Assert.Single(_log.Entries).Exception);
    }

    [Fact]
    public async Task Every_logger_of_the_app_is_one_that_cleans()
    {
        await using var app = await RunningApp.StartAsync();

        Log.Told(app.Service<ILoggerFactory>().CreateLogger("CsMl"), HostileName.Text);

        Assert.Contains(app.Log.Entries, e => e.Message == $"Account {HostileName.Printable} is there");
    }

    private static InvalidOperationException Thrown()
    {
        try
        {
            throw new InvalidOperationException(HostileName.Text, new IOException(HostileName.Text));
        }
        catch (InvalidOperationException e)
        {
            return e;
        }
    }

    private static class Log
    {
        private static readonly Action<ILogger, string, Exception?> ToldMessage = LoggerMessage.Define<string>(
            LogLevel.Error,
            new EventId(1),
            "Account {Name} is there"
        );

        private static readonly Action<ILogger, int, Exception?> CountedMessage = LoggerMessage.Define<int>(
            LogLevel.Error,
            new EventId(2),
            "{Count} accounts"
        );

        private static readonly Action<ILogger, Exception?> FailedMessage = LoggerMessage.Define(
            LogLevel.Error,
            new EventId(3),
            "It failed"
        );

        public static void Told(ILogger log, string name) => ToldMessage(log, name, null);

        public static void Counted(ILogger log, int count) => CountedMessage(log, count, null);

        public static void Failed(ILogger log, Exception e) => FailedMessage(log, e);
    }
}
