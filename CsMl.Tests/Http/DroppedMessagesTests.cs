using System.Text;
using CsMl.Core.Portfolio;
using CsMl.Core.Storage;
using CsMl.Local.Host.Queues;
using CsMl.Tests.LanguageModel.App;

namespace CsMl.Tests.Http;

/// <summary>Whoever may write to the storage account may put anything into a queue.</summary>
public sealed class DroppedMessagesTests
{
    private static readonly string[] Unreadable =
    [
        "no json",
        "null",
        "{}",
        "{\"tenant\":\"a~b\",\"runId\":\"batch-0\"}",
        "{not base64}",
        Convert.ToBase64String("no json"u8),
        Convert.ToBase64String([0xff, 0xfe, 0x00]),
    ];

    [Fact]
    public async Task Those_that_nobody_can_read_are_counted_logged_and_gone()
    {
        await using var app = await RunningApp.StartAsync();
        using var metrics = new RecordedMetrics(app.Services);
        foreach (var queue in RunMessage.Queues)
        {
            await app.Service<IWorkQueue>().SendAsync(queue, Unreadable, CancellationToken.None);
        }

        using var late = new CancellationTokenSource(HangGuard.Limit);
        while (metrics.Of("csml.messages.dropped").Count < RunMessage.Queues.Count * Unreadable.Length)
        {
            late.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }

        Assert.Equal(RunMessage.Queues.Count * Unreadable.Length, app.Log.Errors.Count);
        Assert.All(app.Log.Errors, e => Assert.StartsWith("A message of the queue csml-", e.Message));
        foreach (var queue in RunMessage.Queues)
        {
            var left = app.Service<IMessageQueues>().Open(queue);
            Assert.Empty(await left.ReceiveAsync(32, TimeSpan.FromMinutes(1), CancellationToken.None));
        }
    }

    /// <summary>As the app sends them to a storage account.</summary>
    [Fact]
    public async Task One_in_Base64_is_read()
    {
        await using var app = await RunningApp.StartAsync();
        await app.PutSampleAsync(accounts: 3);
        var run = await app.Service<RunStore>()
            .AddAsync(RunningApp.Tenant, RunRecord.Nightly(Some.Now), CancellationToken.None);
        var text = RunMessage.Open(RunningApp.Tenant, run.RunId).ToText();

        await app.Service<IWorkQueue>()
            .SendAsync(
                RunMessage.RunsQueue,
                [Convert.ToBase64String(Encoding.UTF8.GetBytes(text))],
                CancellationToken.None
            );

        var done = await app.WhenAsync(RunningApp.Portfolio("runs/" + run.RunId), RunningApp.IsOver);
        Assert.Equal(3, done.At("data.counts.scored").GetInt32());
    }
}
