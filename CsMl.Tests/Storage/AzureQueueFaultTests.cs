using System.Net;
using Azure;
using Azure.Storage.Queues;
using CsMl.Core.Storage;
using CsMl.Core.Storage.Azure;
using CsMl.Local.Host.Queues;
using Microsoft.Extensions.Logging.Abstractions;

namespace CsMl.Tests.Storage;

/// <summary>What the app sees when the queue service, or the way to it, fails.</summary>
public sealed class AzureQueueFaultTests : IDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;

    private readonly ScriptedQueueService _service = new();

    public void Dispose() => _service.Dispose();

    private AzureWorkQueue Work => new(_service.Client());

    private IMessageQueue Queue =>
        new AzureMessageQueues(_service.Client(), QueueMessageEncoding.Base64, NullLogger.Instance).Open("pages");

    [Fact]
    public async Task A_queue_is_made_once()
    {
        var work = Work;

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => work.SendAsync("pages", ["x"], None))));

        Assert.Single(_service.Requests, request => request == "PUT /pages");
        Assert.Equal(20, _service.Requests.Count(request => request == "POST /pages/messages?messagettl=-1"));
    }

    [Fact]
    public async Task A_service_that_stays_busy_is_unavailable_and_asked_again_by_the_next_send()
    {
        var work = Work;
        Repeat(3, () => _service.Next(HttpStatusCode.ServiceUnavailable, "ServerBusy"));
        await Assert.ThrowsAsync<StorageUnavailableException>(() => work.SendAsync("pages", ["x"], None));

        await work.SendAsync("pages", ["x"], None);
    }

    [Fact]
    public async Task A_broken_connection_is_unavailable_to_a_consumer()
    {
        Repeat(3, _service.NextLost);

        await Assert.ThrowsAsync<StorageUnavailableException>(() => Queue.ReceiveAsync(1, TimeSpan.Zero, None));
    }

    [Fact]
    public async Task A_queue_that_someone_deleted_is_made_again()
    {
        var work = Work;
        await work.SendAsync("pages", ["x"], None);
        _service.Next(HttpStatusCode.NotFound, "QueueNotFound");

        await Assert.ThrowsAsync<StorageUnavailableException>(() => work.SendAsync("pages", ["x"], None));
        await work.SendAsync("pages", ["x"], None);

        Assert.Equal(2, _service.Requests.Count(request => request == "PUT /pages"));
    }

    [Fact]
    public async Task An_answer_of_something_else_is_unavailable()
    {
        _service.NextBody(HttpStatusCode.OK, "<html>Sign in to the airport's network<p></html>");

        await Assert.ThrowsAsync<StorageUnavailableException>(() => Queue.ReceiveAsync(1, TimeSpan.Zero, None));
    }

    [Fact]
    public async Task A_refusal_that_no_waiting_ends_is_thrown_as_it_is()
    {
        _service.Next(HttpStatusCode.Forbidden, "AuthenticationFailed");

        var refusal = await Assert.ThrowsAsync<RequestFailedException>(() => Work.SendAsync("pages", ["x"], None));

        Assert.Equal((403, "AuthenticationFailed"), (refusal.Status, refusal.ErrorCode));
    }

    [Fact]
    public async Task A_message_that_cannot_be_moved_to_the_poison_queue_does_not_hold_up_the_others()
    {
        _service.NextBody(
            HttpStatusCode.OK,
            $"<QueueMessagesList>{Message("1", "{}")}{Message("2", "eA==")}</QueueMessagesList>"
        );
        Repeat(3, () => _service.Next(HttpStatusCode.ServiceUnavailable, "ServerBusy"));

        Assert.Equal("2", Assert.Single(await Queue.ReceiveAsync(2, TimeSpan.Zero, None)).MessageId);

        static string Message(string id, string text) =>
            $"""
                <QueueMessage><MessageId>{id}</MessageId><PopReceipt>1</PopReceipt>
                <InsertionTime>Mon, 02 Mar 2026 01:00:00 GMT</InsertionTime>
                <ExpirationTime>Mon, 09 Mar 2026 01:00:00 GMT</ExpirationTime>
                <TimeNextVisible>Mon, 02 Mar 2026 01:10:00 GMT</TimeNextVisible>
                <DequeueCount>1</DequeueCount><MessageText>{text}</MessageText></QueueMessage>
                """;
    }

    private static void Repeat(int times, Action action)
    {
        for (var i = 0; i < times; i++)
        {
            action();
        }
    }
}
