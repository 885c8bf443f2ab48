using System.ClientModel;
using System.ClientModel.Primitives;
using Azure.Core;
using Azure.Identity;

namespace CsMl.Core.LanguageModel.Client;

/// <summary>Lists the credentials for the server, in the order in which they are tried.</summary>
internal static class ModelCredentials
{
    /// <param name="credential">Used if no key is configured; null for <c>DefaultAzureCredential</c>.</param>
    public static IReadOnlyList<AuthenticationPolicy> Of(
        LlmOptions settings,
        ModelEndpoint endpoint,
        TokenCredential? credential
    )
    {
        // Keys from files and vaults often end with a line break, which is not allowed in a header.
        string[] keys =
        [
            .. new[] { settings.ApiKey, settings.SecondApiKey }.Select(key => key.Trim()).Where(key => key.Length > 0),
        ];
        return keys.Length > 0 ? [.. keys.Select(key => OfKey(new ApiKeyCredential(key), endpoint))]
            : endpoint is { Audience: { } scope, Base.Scheme: "https" }
                ? [new BearerTokenPolicy(credential ?? new DefaultAzureCredential(), scope)]
            : [new Anonymous()];
    }

    private static AuthenticationPolicy OfKey(ApiKeyCredential key, ModelEndpoint endpoint) =>
        endpoint.IsAzure
            ? ApiKeyAuthenticationPolicy.CreateHeaderApiKeyPolicy(key, "api-key")
            : ApiKeyAuthenticationPolicy.CreateBearerAuthorizationPolicy(key);

    /// <summary>
    /// For servers without authentication. A placeholder key would be rejected by servers that check the header's
    /// format.
    /// </summary>
    private sealed class Anonymous : AuthenticationPolicy
    {
        public override void Process(
            PipelineMessage message,
            IReadOnlyList<PipelinePolicy> pipeline,
            int currentIndex
        ) => ProcessNext(message, pipeline, currentIndex);

        public override ValueTask ProcessAsync(
            PipelineMessage message,
            IReadOnlyList<PipelinePolicy> pipeline,
            int currentIndex
        ) => ProcessNextAsync(message, pipeline, currentIndex);
    }
}
