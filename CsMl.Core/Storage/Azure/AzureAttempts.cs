using Azure.Core;
using Azure.Core.Pipeline;

namespace CsMl.Core.Storage.Azure;

/// <summary>
/// Counts how often the client's pipeline sent one request: only one that was sent again can be refused because of
/// itself. A client without <see cref="Policy"/> counts nothing, and every refusal is looked into.
/// </summary>
internal sealed class AzureAttempts
{
    private const string Property = "CsMl.Attempts";

    private int _count;

    public bool WasOne => _count == 1;

    public bool WereMany => _count > 1;

    /// <summary>Counts what is sent from here on, in this flow of control, until disposed of.</summary>
    public IDisposable Count() =>
        HttpPipeline.CreateHttpMessagePropertiesScope(new Dictionary<string, object?> { [Property] = this });

    /// <summary>Stands behind the pipeline's retries, so that it sees each attempt.</summary>
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
