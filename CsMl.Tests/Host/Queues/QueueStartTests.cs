using CsMl.Local.Host;
using CsMl.Local.Host.Queues;
using CsMl.Local.Storage;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace CsMl.Tests.Host.Queues;

/// <summary>A mistake in a queue function's declaration or in host.json shows when the host starts.</summary>
public sealed class QueueStartTests : IDisposable
{
    private readonly TestDirectory _directory = new();
    private readonly TemporaryFolder _folder = new();

    public void Dispose()
    {
        _directory.Dispose();
        _folder.Dispose();
    }

    public sealed class NoName
    {
        [Function("F")]
        public static void Run([QueueTrigger("Not_A_Name")] string message) => _ = message;
    }

    public sealed class TooLongForItsPoison
    {
        [Function("F")]
        public static void Run(
            [QueueTrigger("a23456789-b23456789-c23456789-d23456789-e23456789-f234567")] string message
        ) => _ = message;
    }

    public sealed class MissingSetting
    {
        [Function("F")]
        public static void Run([QueueTrigger("%No:Such%")] string message) => _ = message;
    }

    public sealed class OtherConnection
    {
        [Function("F")]
        public static void Run([QueueTrigger("pages", Connection = "Elsewhere")] string message) => _ = message;
    }

    public sealed class WrongType
    {
        [Function("F")]
        public static void Run([QueueTrigger("pages")] byte[] message) => _ = message;
    }

    public sealed class Result
    {
        [Function("F")]
        public static Task<string> RunAsync([QueueTrigger("pages")] string message) => Task.FromResult(message);
    }

    public sealed class Fine
    {
        [Function("F")]
        public static void Run([QueueTrigger("pages")] string message) => _ = message;
    }

    [Theory]
    [InlineData(typeof(NoName), "'Not_A_Name', which is no queue's name")]
    [InlineData(typeof(TooLongForItsPoison), "3 to 56")]
    [InlineData(typeof(MissingSetting), "Set No:Such")]
    [InlineData(typeof(OtherConnection), "the connection Elsewhere")]
    [InlineData(typeof(WrongType), "String or QueueMessage")]
    [InlineData(typeof(Result), "returns Task`1")]
    public void A_function_that_cannot_run_is_named(Type functions, string reason)
    {
        var e = Assert.Throws<HostCannotStartException>(() => Build(functions));

        Assert.Contains("'F'", e.Message, StringComparison.Ordinal);
        Assert.Contains(reason, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_host_that_was_given_no_queues_says_so()
    {
        var e = Assert.Throws<HostCannotStartException>(() =>
            FunctionHost.Build(HostOptions.For(typeof(Fine)), _ => { })
        );

        Assert.Contains("no queues", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"batchSize\": 33", "1 to 32")]
    [InlineData("\"batchSize\": 0", "batchSize")]
    [InlineData("\"batchSize\": \"16\"", "")]
    [InlineData("\"newBatchThreshold\": -1", "from 0")]
    [InlineData("\"maxDequeueCount\": 0", "from 1")]
    [InlineData("\"visibilityTimeout\": \"-00:00:01\"", "visibilityTimeout")]
    [InlineData("\"visibilityTimeout\": \"soon\"", "\"soon\"")]
    [InlineData("\"maxPollingInterval\": \"00:00:00.099\"", "00:00:00.1")]
    [InlineData("\"messageEncoding\": \"rot13\"", "base64 or none")]
    public void A_setting_out_of_its_range_is_named_with_the_file(string setting, string reason)
    {
        var path = _directory.Write("host.json", $$"""{ "extensions": { "queues": { {{setting}} } } }""");

        var e = Assert.Throws<HostCannotStartException>(() => Build(typeof(Fine), path));

        Assert.Contains(path, e.Message, StringComparison.Ordinal);
        Assert.Contains(reason, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_threshold_is_half_a_batch_unless_it_is_said()
    {
        Assert.Equal((16, 8), Read("{}"));
        Assert.Equal((32, 16), Read("""{ "extensions": { "queues": { "batchSize": 32 } } }"""));
        Assert.Equal((1, 0), Read("""{ "extensions": { "queues": { "batchSize": 1 } } }"""));
        Assert.Equal((4, 9), Read("""{ "extensions": { "queues": { "batchSize": 4, "newBatchThreshold": 9 } } }"""));

        (int, int) Read(string hostJson)
        {
            using var app = Build(typeof(Fine), _directory.Write("host.json", hostJson));
            var settings = app.Services.GetRequiredService<QueueSettings>();
            return (settings.BatchSize, settings.NewBatchThreshold);
        }
    }

    private Microsoft.AspNetCore.Builder.WebApplication Build(Type functions, string hostJsonPath = "none") =>
        FunctionHost.Build(
            HostOptions.For(functions) with
            {
                HostJsonPath = hostJsonPath,
            },
            builder =>
                builder.Services.AddSingleton<IMessageQueues>(_ =>
                    new SqliteDatabase(_folder.File("queues.db")).Queues(new FakeTimeProvider())
                )
        );
}
