using Azure.Core;
using Azure.Core.Pipeline;

namespace CsMl.Core.Storage.Azure;

/// <summary>
/// Counts how often the client's pipeline sent one request: only a request that was sent again can be refused because
/// of its own earlier attempt. A client without <see cref="Policy"/> counts nothing, and then every refusal is checked.
/// </summary>
internal sealed class AzureAttempts
{
    private const string Property = "CsMl.Attempts";

    private int _count;

    public bool WasOne => _count == 1;

    public bool WereMany => _count > 1;

    /// <summary>Counts the requests sent in this asynchronous flow until the result is disposed.</summary>
    public IDisposable Count() =>
        HttpPipeline.CreateHttpMessagePropertiesScope(new Dictionary<string, object?> { [Property] = this });

    /// <summary>Runs after the pipeline's retry policy, so that it sees each attempt.</summary>
    public sealed class Policy : HttpPipelineSynchronousPolicy
    {
        public override void OnSendingRequest(HttpMessage message)
        {
            if (message.TryGetProperty(Property, out var value) && value is AzureAttempts attempts)
            {
                attempts._count++;
            }
        }
    }
}
