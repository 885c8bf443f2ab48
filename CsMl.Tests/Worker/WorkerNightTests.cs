using System.Net;
using System.Text.Json;
using Azure.Data.Tables;
using Azure.Storage.Queues;
using CsMl.Core.Accounts;
using CsMl.Core.Portfolio;
using CsMl.Tests.Http;
using CsMl.Tests.Storage;
using CsMl.Tests.Worker.Rpc;

namespace CsMl.Tests.Worker;

/// <summary>A night as it runs in Azure: the timer, the queues of a storage account, and the deployed process between them.</summary>
[NeedsNode]
[Trait("Speed", "Slow")]
[Collection(nameof(Azurite))]
public sealed class WorkerNightTests(RunningWorker worker, Azurite azurite) : IClassFixture<RunningWorker>
{
    private const int Accounts = 12;

    private readonly QueueServiceClient _queues = new(
        azurite.WorkerConnectionString,
        new QueueClientOptions { MessageEncoding = QueueMessageEncoding.Base64 }
    );

    [StorageFact]
    public async Task The_timer_and_the_messages_that_follow_score_the_portfolio()
    {
        foreach (var account in SampleCustomers.Make(TimeProvider.System.GetUtcNow()).Take(Accounts))
        {
            var (status, _) = await worker.Host.SendAsync(
                "PutContext",
                HttpMethod.Put,
                RunningApp.Account(account.AccountId, "context"),
                JsonSerializer.Serialize(account, AccountJson.Default.AccountFacts)
            );
            Assert.Equal(HttpStatusCode.OK, status);
        }

        await SucceedsAsync("NightlyTimer", new TypedData { Json = """{"IsPastDue":false}""" });
        var opened = Assert.Single(await DeliverAsync(RunMessage.RunsQueue, "OpenRun"));
        Assert.NotEmpty(await DeliverAsync(RunMessage.PagesQueue, "ScorePage"));
        Assert.NotEmpty(await DeliverAsync(RunMessage.ClosingsQueue, "CloseRun"));
        Assert.Empty(await DeliverAsync(RunMessage.RunsQueue, "OpenRun"));
        Assert.Empty(await DeliverAsync(RunMessage.PagesQueue, "ScorePage"));
        Assert.Empty(await DeliverAsync(RunMessage.ClosingsQueue, "CloseRun"));

        var path = RunningApp.Portfolio($"runs/{RunMessage.Parse(opened).RunId}");
        var (_, body) = await worker.Host.SendAsync("GetRun", HttpMethod.Get, path);
        var run = JsonSerializer.Deserialize<JsonElement>(body).GetProperty("data");
        Assert.Equal("completed", run.GetProperty("state").GetString());
        var counts = run.GetProperty("counts");
        Assert.Equal(Accounts, counts.GetProperty("accounts").GetInt32());
        Assert.Equal(Accounts, counts.GetProperty("scored").GetInt32());
        Assert.NotEqual(0, counts.GetProperty("ctasCreated").GetInt32());
    }

    /// <summary>The messages that a killed host held come back after ten minutes; the timer does not wait for them.</summary>
    [StorageFact]
    public async Task A_run_whose_messages_are_held_by_a_dead_host_is_sent_on_its_way_by_the_timer()
    {
        await using var host = await RunningWorker.StartAsync(azurite);
        var (_, accepted) = await host.SendAsync(
            "PostBatchPredict",
            HttpMethod.Post,
            RunningApp.Portfolio("batch-predict"),
            "{}"
        );
        var runs = _queues.GetQueueClient(RunMessage.RunsQueue);
        await runs.ReceiveMessagesAsync(32, TimeSpan.FromMinutes(10));
        await GrowOldAsync();

        var timer = new TypedData { Json = """{"IsPastDue":false}""" };
        var result = await host.InvokeAsync("ResumeTimer", timer);

        Assert.True(result.Status == StatusResult.Types.Status.Success, $"{result}\n{host.Log}");
        var message = Assert.Single((await runs.ReceiveMessagesAsync(32)).Value).MessageText;
        Assert.Contains(RunMessage.Parse(message).RunId, accepted, StringComparison.Ordinal);
        await runs.ClearMessagesAsync();
    }

    /// <summary>Every run of the account was last worked on an hour ago.</summary>
    private async Task GrowOldAsync()
    {
        var table = new TableClient(azurite.WorkerConnectionString, "csmlruns");
        await foreach (var row in table.QueryAsync<TableEntity>("PartitionKey eq 'runs~heartbeat'"))
        {
            row["Body"] = JsonSerializer.SerializeToUtf8Bytes(
                new { at = TimeProvider.System.GetUtcNow().AddHours(-1), resumed = 0 }
            );
            await table.UpdateEntityAsync(row, row.ETag);
        }
    }

    /// <summary>Hands every message of a queue to a function, as the host does, and answers them.</summary>
    private async Task<IReadOnlyList<string>> DeliverAsync(string queue, string function)
    {
        var client = _queues.GetQueueClient(queue);
        var delivered = new List<string>();
        while ((await client.ReceiveMessageAsync()).Value is { } message)
        {
            await SucceedsAsync(function, new TypedData { String = message.MessageText });
            await client.DeleteMessageAsync(message.MessageId, message.PopReceipt);
            delivered.Add(message.MessageText);
        }

        return delivered;
    }

    private async Task SucceedsAsync(string function, TypedData trigger)
    {
        var result = await worker.Host.InvokeAsync(function, trigger);
        Assert.True(result.Status == StatusResult.Types.Status.Success, $"{result}\n{worker.Host.Log}");
    }
}
