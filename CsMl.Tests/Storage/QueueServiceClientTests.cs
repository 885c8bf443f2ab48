using System.Net;
using Azure;
using Azure.Core;
using Azure.Storage.Queues;

namespace CsMl.Tests.Storage;

/// <summary>What the app relies on in <c>Azure.Storage.Queues</c>, whichever flavour it comes from, without a service.</summary>
public sealed class QueueServiceClientTests : IDisposable
{
    private readonly ScriptedQueueService _service = new();

    public void Dispose() => _service.Dispose();

    [Fact]
    public void The_emulators_connection_string_leads_to_the_emulator()
    {
        var service = new QueueServiceClient("UseDevelopmentStorage=true");

        Assert.Equal("devstoreaccount1", service.AccountName);
        Assert.Equal("http://127.0.0.1:10001/devstoreaccount1", service.Uri.ToString().TrimEnd('/'));
    }

    [Fact]
    public void An_accounts_connection_string_leads_to_its_queues()
    {
        var service = new QueueServiceClient(
            "DefaultEndpointsProtocol=https;AccountName=csml;AccountKey=a2V5PQ==;EndpointSuffix=core.windows.net"
        );

        Assert.Equal("csml", service.AccountName);
        Assert.Equal("https://csml.queue.core.windows.net", service.Uri.ToString().TrimEnd('/'));
    }

    [Fact]
    public void A_connection_string_that_cannot_be_read_is_not_repeated()
    {
        foreach (var text in (string[])["s3cret", "AccountName=csml", "AccountKey=s3cret", "AccountName=csml;s3cret"])
        {
            var refusal = Assert.ThrowsAny<Exception>(() => new QueueServiceClient(text));

            Assert.DoesNotContain("s3cret", refusal.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_token_is_asked_for_storage_and_sent()
    {
        var credential = new FixedToken();

        await _service.Client(credential).GetQueueClient("pages").SendMessageAsync("x");

        Assert.Equal("Bearer token", _service.Authorization);
        Assert.Equal(["https://storage.azure.com/.default"], credential.Scopes);
    }

    [Fact]
    public async Task A_busy_service_is_asked_again()
    {
        _service.Next(HttpStatusCode.ServiceUnavailable, "ServerBusy");
        _service.NextLost();

        await _service.Client().GetQueueClient("pages").SendMessageAsync("x");

        Assert.Equal(3, _service.Requests.Count);
    }

    [Fact]
    public async Task A_failure_carries_the_services_code_from_the_body()
    {
        _service.Next(HttpStatusCode.NotFound, "MessageNotFound");

        var failure = await Assert.ThrowsAsync<RequestFailedException>(() =>
            _service.Client().GetQueueClient("pages").DeleteMessageAsync("a/b", "r+/=")
        );

        Assert.Equal((404, "MessageNotFound"), (failure.Status, failure.ErrorCode));
        Assert.Equal(["DELETE /pages/messages/a%2Fb?popreceipt=r%2B%2F%3D"], _service.Requests);
    }

    [Fact]
    public async Task A_message_that_is_not_Base64_does_not_pass_for_one()
    {
        _service.NextBody(
            HttpStatusCode.OK,
            """
            <QueueMessagesList><QueueMessage><MessageId>1</MessageId><PopReceipt>1</PopReceipt>
            <InsertionTime>Mon, 02 Mar 2026 01:00:00 GMT</InsertionTime>
            <ExpirationTime>Mon, 09 Mar 2026 01:00:00 GMT</ExpirationTime>
            <TimeNextVisible>Mon, 02 Mar 2026 01:10:00 GMT</TimeNextVisible>
            <DequeueCount>1</DequeueCount><MessageText>{}</MessageText></QueueMessage></QueueMessagesList>
            """
        );

        await Assert.ThrowsAsync<FormatException>(() =>
            _service.Client(encoding: QueueMessageEncoding.Base64).GetQueueClient("pages").ReceiveMessagesAsync()
        );
    }

    private sealed class FixedToken : TokenCredential
    {
        public string[] Scopes { get; private set; } = [];

        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken)
        {
            Scopes = requestContext.Scopes;
            return new AccessToken("token", DateTimeOffset.MaxValue);
        }

        public override ValueTask<AccessToken> GetTokenAsync(
            TokenRequestContext requestContext,
            CancellationToken cancellationToken
        ) => ValueTask.FromResult(GetToken(requestContext, cancellationToken));
    }
}
