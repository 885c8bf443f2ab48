using CsMl.Core.LanguageModel;
using CsMl.Core.LanguageModel.Client;
using CsMl.Core.Predictions;
using CsMl.Tests.Host;
using CsMl.Tests.Host.Queues;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CsMl.Tests.LanguageModel.Client;

/// <summary>The client under test, the server that it asks, and the clock of both.</summary>
internal sealed class ModelRig : IAsyncDisposable
{
    public const string Schema = """{"type":"object","properties":{"probability":{"type":"number"}}}""";

    private readonly ILoggerFactory _loggers;

    private ModelRig(FakeModelServer server, LlmOptions settings)
    {
        Server = server;
        Settings = settings;
        _loggers = LoggerFactory.Create(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(Log));
        Model = new OpenAiModel(Options.Create(settings), Time, _loggers.CreateLogger<OpenAiModel>());
    }

    public FakeModelServer Server { get; }

    public LlmOptions Settings { get; }

    public WatchedTime Time { get; } = new();

    public RecordedLog Log { get; } = new();

    public OpenAiModel Model { get; }

    public static async Task<ModelRig> StartAsync(FakeApi api, Action<LlmOptions>? change = null)
    {
        var server = await FakeModelServer.StartAsync();
        var settings = server.Options(api);
        change?.Invoke(settings);
        return new ModelRig(server, settings);
    }

    public static ModelQuestion Question(string user = "the facts") =>
        new(
            [new ModelMessage(ModelRole.System, "the task"), new ModelMessage(ModelRole.User, user)],
            new ReplyShape("churn", Schema),
            UnlimitedBudget.One
        );

    /// <summary>Asks and waits for the reply, for at most 20 s.</summary>
    public Task<ModelReply> AskAsync(string user = "the facts") => Begin(user).WaitAsync(HangGuard.Limit);

    public Task<ModelReply> Begin(string user = "the facts", CancellationToken cancellation = default) =>
        Model.AskAsync(Question(user), cancellation);

    /// <summary>Asks, and lets every pause between attempts pass.</summary>
    public async Task<ModelReply> AskPatientlyAsync()
    {
        var asked = Begin();
        await Server.ArrivalAsync();
        for (var retry = 0; retry < Settings.Retries; retry++)
        {
            await PassBackoffAsync(asked);
            await Server.ArrivalAsync();
        }

        return await asked.WaitAsync(HangGuard.Limit);
    }

    /// <summary>Waits until the client pauses before its next attempt, then lets that pass.</summary>
    /// <param name="asked">The call. It fails the test if it ends without a pause.</param>
    public async Task PassBackoffAsync(Task<ModelReply> asked)
    {
        TimeSpan pause;
        do
        {
            var next = Time.NextPauseAsync();
            if (await Task.WhenAny(next, asked) != next)
            {
                var reply = await asked;
                Assert.Fail($"The call ended without a pause before another attempt: {reply.Failure} {reply.Detail}");
            }

            pause = await next;
        } while (pause <= TimeSpan.Zero || pause > TimeSpan.FromSeconds(8));

        Time.Advance(pause);
    }

    public async ValueTask DisposeAsync()
    {
        Model.Dispose();
        _loggers.Dispose();
        await Server.DisposeAsync();
    }

    /// <summary>No text, this reason, and words for the log.</summary>
    public static void AssertFailed(FallbackReason reason, ModelReply reply)
    {
        Assert.Equal((null, reason), (reply.Text, reply.Failure));
        Assert.False(string.IsNullOrEmpty(reply.Detail));
    }
}
