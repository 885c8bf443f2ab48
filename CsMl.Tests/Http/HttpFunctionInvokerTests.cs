using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using CsMl.Core.Audit;
using CsMl.Core.Storage;
using CsMl.Functions.Http;
using CsMl.Tests.Host;
using CsMl.Tests.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace CsMl.Tests.Http;

public sealed class HttpFunctionInvokerTests
{
    [Fact]
    public async Task A_call_that_breaks_off_because_the_host_stops_may_be_sent_again()
    {
        var (problem, headers) = await AnswerAsync(hostStops: true, callerLeft: false);

        Assert.Equal((503, "SHUTTING_DOWN"), (problem.StatusCode, problem.ProblemDetails.Extensions["code"]));
        Assert.Equal("5", headers.RetryAfter);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_call_whose_caller_went_away_is_no_failure(bool hostStops)
    {
        var (problem, headers) = await AnswerAsync(hostStops, callerLeft: true);

        Assert.Equal((499, "CANCELLED"), (problem.StatusCode, problem.ProblemDetails.Extensions["code"]));
        Assert.Equal(0, headers.RetryAfter.Count);
    }

    [Fact]
    public async Task Whatever_breaks_on_a_caller_that_went_away_is_logged_as_no_error()
    {
        using var log = new RecordedLog();
        using var logs = LoggerFactory.Create(logging => logging.AddProvider(log));

        foreach (var broken in (Exception[])[new IOException("reset"), new StorageUnavailableException("late")])
        {
            var (problem, _) = await AnswerAsync(hostStops: false, callerLeft: true, broken, logs);

            Assert.Equal(499, problem.StatusCode);
        }

        Assert.DoesNotContain(log.Entries, entry => entry.Level >= LogLevel.Warning);
    }

    [Fact]
    public async Task A_call_that_is_cancelled_by_neither_has_failed()
    {
        var (problem, _) = await AnswerAsync(hostStops: false, callerLeft: false);

        Assert.Equal((500, "INTERNAL_ERROR"), (problem.StatusCode, problem.ProblemDetails.Extensions["code"]));
    }

    private static async Task<(ProblemHttpResult Problem, IHeaderDictionary Headers)> AnswerAsync(
        bool hostStops,
        bool callerLeft,
        Exception? broken = null,
        ILoggerFactory? logs = null
    )
    {
        var access = Options.Create(new AccessOptions());
        using var store = new TemporaryStore();
        var kept = new KeptAnswers(store.Tables, TimeProvider.System, NullLogger<KeptAnswers>.Instance);
        var invoker = new HttpFunctionInvoker(
            new CheckAccess(
                new Tenancy(Options.Create(new TenancyOptions())),
                new AccessKeys(access),
                OuterGate.FunctionKey,
                access
            ),
            new AuditCall(
                new AuditLog(
                    store.Tables,
                    Options.Create(new AuditOptions()),
                    TimeProvider.System,
                    NullLogger<AuditLog>.Instance
                ),
                TimeProvider.System
            ),
            new IdempotentCall(kept),
            new CallFailures((logs ?? NullLoggerFactory.Instance).CreateLogger<CallFailures>())
        );
        var context = new DefaultHttpContext { RequestAborted = new CancellationToken(callerLeft) };
        var answer = await invoker.AnswerAsync(
            context.Request,
            new Operation("Test", AccessRole.Reader, "Test"),
            (JsonTypeInfo<string>)JsonSerializerOptions.Default.GetTypeInfo(typeof(string)),
            _ => throw broken ?? new OperationCanceledException(),
            new CancellationToken(hostStops)
        );
        return (Assert.IsType<ProblemHttpResult>(answer.Result), context.Response.Headers);
    }
}
