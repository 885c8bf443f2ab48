using System.ClientModel.Primitives;
using Azure.AI.OpenAI;
using OpenAI;
using OpenAI.Chat;

namespace CsMl.Core.LanguageModel.Client;

/// <summary>
/// The one place that chooses the package: Azure.AI.OpenAI for an Azure resource, OpenAI for any other server. Both use
/// a pipeline created here, because the packages' own pipelines request Entra tokens without cancellation and cannot
/// send requests without a key.
/// </summary>
internal static class ModelClients
{
    /// <param name="credential">Authenticates the app.</param>
    public static ChatClient Create(
        string model,
        ModelEndpoint endpoint,
        AuthenticationPolicy credential,
        PipelineTransport transport
    )
    {
        var pipeline = Pipeline(endpoint, credential, transport);
        OpenAIClient client = endpoint.IsAzure
            ? new AzureClient(pipeline, endpoint.Base)
            : new AnyClient(pipeline, endpoint.Base);
        return client.GetChatClient(model);
    }

    private static ClientPipeline Pipeline(
        ModelEndpoint endpoint,
        AuthenticationPolicy credential,
        PipelineTransport transport
    )
    {
        var options = new ClientPipelineOptions
        {
            Transport = transport,
            // ModelResilience handles retries and time-outs.
            RetryPolicy = new ClientRetryPolicy(maxRetries: 0),
            NetworkTimeout = Timeout.InfiniteTimeSpan,
            ClientLoggingOptions = new ClientLoggingOptions { EnableLogging = false },
        };
        var userAgent = new UserAgentPolicy(typeof(ModelClients).Assembly);
        PipelinePolicy[] policies = endpoint.ApiVersion is { } version
            ? [userAgent, new ApiVersionPolicy(version)]
            : [userAgent];
        return ClientPipeline.Create(options, policies, [credential], []);
    }

    /// <summary>A subclass, because the constructors that accept a pipeline are protected.</summary>
    private sealed class AzureClient(ClientPipeline pipeline, Uri root)
        : AzureOpenAIClient(pipeline, root, new AzureOpenAIClientOptions());

    /// <inheritdoc cref="AzureClient"/>
    private sealed class AnyClient(ClientPipeline pipeline, Uri server)
        : OpenAIClient(pipeline, new OpenAIClientOptions { Endpoint = server });
}
