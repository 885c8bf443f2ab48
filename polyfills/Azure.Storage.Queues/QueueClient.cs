using Azure.Core;
using Azure.Storage.Queues.Models;
using Azure.Storage.Queues.Rest;

namespace Azure.Storage.Queues;

/// <summary>One queue.</summary>
public class QueueClient
{
    private readonly QueueRequests _requests;

    protected QueueClient() => _requests = null!;

    internal QueueClient(QueueRequests requests, string queueName, string accountName)
    {
        _requests = requests;
        Name = queueName;
        AccountName = accountName;
        Uri = new Uri($"{requests.Root}{queueName}");
    }

    public virtual string AccountName { get; } = "";

    public virtual string Name { get; } = "";

    public virtual Uri Uri { get; } = null!;

    /// <summary>Does not throw where the queue is there already with the same metadata.</summary>
    public virtual Task<Response> CreateAsync(
        IDictionary<string, string>? metadata = null,
        CancellationToken cancellationToken = default
    ) => SendAsync(_requests.Create(Name, metadata), cancellationToken, 201, 204);

    /// <returns>Null where the queue was there already.</returns>
    public virtual async Task<Response?> CreateIfNotExistsAsync(
        IDictionary<string, string>? metadata = null,
        CancellationToken cancellationToken = default
    )
    {
        using var message = _requests.Create(Name, metadata);
        var response = await _requests.SendAsync(message, cancellationToken);
        return response.Status switch
        {
            201 => response,
            204 => null,
            // The same queue with other metadata.
            409 when QueueError.Of(response).ErrorCode == QueueErrorCode.QueueAlreadyExists => null,
            _ => throw QueueError.Of(response),
        };
    }

    public virtual async Task<Response<bool>> ExistsAsync(CancellationToken cancellationToken = default)
    {
        var response = await SendAsync(_requests.Metadata(Name), cancellationToken, 200, 404);
        return Response.FromValue(response.Status == 200, response);
    }

    public virtual async Task<Response<bool>> DeleteIfExistsAsync(CancellationToken cancellationToken = default)
    {
        var response = await SendAsync(_requests.Delete(Name), cancellationToken, 204, 404);
        return Response.FromValue(response.Status == 204, response);
    }

    public virtual async Task<Response<QueueProperties>> GetPropertiesAsync(
        CancellationToken cancellationToken = default
    )
    {
        var response = await SendAsync(_requests.Metadata(Name), cancellationToken, 200);
        return Response.FromValue(QueueAnswers.Properties(response), response);
    }

    public virtual Task<Response<SendReceipt>> SendMessageAsync(string messageText) =>
        SendMessageAsync(messageText, null, null, CancellationToken.None);

    public virtual Task<Response<SendReceipt>> SendMessageAsync(
        string messageText,
        CancellationToken cancellationToken = default
    ) => SendMessageAsync(messageText, null, null, cancellationToken);

    public virtual Task<Response<SendReceipt>> SendMessageAsync(
        string messageText,
        TimeSpan? visibilityTimeout = default,
        TimeSpan? timeToLive = default,
        CancellationToken cancellationToken = default
    ) => SendMessageAsync(BinaryData.FromString(messageText), visibilityTimeout, timeToLive, cancellationToken);

    /// <param name="timeToLive">In whole seconds; minus one second: for ever. The service's default is 7 days.</param>
    public virtual async Task<Response<SendReceipt>> SendMessageAsync(
        BinaryData message,
        TimeSpan? visibilityTimeout = default,
        TimeSpan? timeToLive = default,
        CancellationToken cancellationToken = default
    )
    {
        var response = await SendAsync(
            _requests.Send(Name, message, visibilityTimeout, timeToLive),
            cancellationToken,
            201
        );
        return Response.FromValue(QueueAnswers.Sent(response), response);
    }

    public virtual Task<Response<QueueMessage[]>> ReceiveMessagesAsync() =>
        ReceiveMessagesAsync(null, null, CancellationToken.None);

    public virtual Task<Response<QueueMessage[]>> ReceiveMessagesAsync(CancellationToken cancellationToken = default) =>
        ReceiveMessagesAsync(null, null, cancellationToken);

    /// <param name="maxMessages">1–32; the service's default is 1.</param>
    /// <param name="visibilityTimeout">How long no other consumer sees them; the service's default is 30 s.</param>
    public virtual async Task<Response<QueueMessage[]>> ReceiveMessagesAsync(
        int? maxMessages = default,
        TimeSpan? visibilityTimeout = default,
        CancellationToken cancellationToken = default
    )
    {
        var response = await SendAsync(_requests.Receive(Name, maxMessages, visibilityTimeout), cancellationToken, 200);
        return Response.FromValue(QueueAnswers.Received(response, _requests.Encoding), response);
    }

    public virtual async Task<Response<PeekedMessage[]>> PeekMessagesAsync(
        int? maxMessages = default,
        CancellationToken cancellationToken = default
    )
    {
        var response = await SendAsync(_requests.Peek(Name, maxMessages), cancellationToken, 200);
        return Response.FromValue(QueueAnswers.Peeked(response, _requests.Encoding), response);
    }

    /// <param name="messageText">Null: the body stays as it is.</param>
    public virtual Task<Response<UpdateReceipt>> UpdateMessageAsync(
        string messageId,
        string popReceipt,
        string? messageText = null,
        TimeSpan visibilityTimeout = default,
        CancellationToken cancellationToken = default
    ) =>
        UpdateMessageAsync(
            messageId,
            popReceipt,
            messageText is null ? null : BinaryData.FromString(messageText),
            visibilityTimeout,
            cancellationToken
        );

    public virtual async Task<Response<UpdateReceipt>> UpdateMessageAsync(
        string messageId,
        string popReceipt,
        BinaryData? message,
        TimeSpan visibilityTimeout = default,
        CancellationToken cancellationToken = default
    )
    {
        var response = await SendAsync(
            _requests.Update(Name, messageId, popReceipt, message, visibilityTimeout),
            cancellationToken,
            204
        );
        return Response.FromValue(QueueAnswers.Updated(response), response);
    }

    public virtual Task<Response> DeleteMessageAsync(
        string messageId,
        string popReceipt,
        CancellationToken cancellationToken = default
    ) => SendAsync(_requests.DeleteMessage(Name, messageId, popReceipt), cancellationToken, 204);

    public virtual Task<Response> ClearMessagesAsync(CancellationToken cancellationToken = default) =>
        SendAsync(_requests.Clear(Name), cancellationToken, 204);

    private async Task<Response> SendAsync(HttpMessage message, CancellationToken cancellation, params int[] expected)
    {
        using (message)
        {
            var response = await _requests.SendAsync(message, cancellation);
            return expected.Contains(response.Status) ? response : throw QueueError.Of(response);
        }
    }
}
