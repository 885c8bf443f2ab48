using System.ClientModel;
using System.ClientModel.Primitives;
using Azure.Core;
using Azure.Identity;

namespace CsMl.Core.LanguageModel.Client;

/// <summary>How the app says who it is, in the order in which it is tried.</summary>
internal static class ModelCredentials
{
    /// <param name="credential">Signs in where there is no key; null: whoever the app's surroundings say.</param>
    public static IReadOnlyList<AuthenticationPolicy> Of(
        LlmOptions settings,
        ModelEndpoint endpoint,
        TokenCredential? credential
    )
    {
        // Keys that come from files and vaults often end in a line break, which no header may hold.
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

    /// <summary>For servers that ask nobody's name. A made-up key would be refused by those that check the header's form.</summary>
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
