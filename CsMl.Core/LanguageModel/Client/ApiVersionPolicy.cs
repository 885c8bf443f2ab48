using System.ClientModel.Primitives;

namespace CsMl.Core.LanguageModel.Client;

/// <summary>
/// Sets the version of the Azure API in requests. The package of 2024 has none of the versions that reasoning models
/// need and accepts no other.
/// </summary>
internal sealed class ApiVersionPolicy(string version) : PipelinePolicy
{
    public override void Process(PipelineMessage message, IReadOnlyList<PipelinePolicy> pipeline, int currentIndex)
    {
        SetVersion(message.Request);
        ProcessNext(message, pipeline, currentIndex);
    }

    public override ValueTask ProcessAsync(
        PipelineMessage message,
        IReadOnlyList<PipelinePolicy> pipeline,
        int currentIndex
    )
    {
        SetVersion(message.Request);
        return ProcessNextAsync(message, pipeline, currentIndex);
    }

    /// <summary>The version is the only query parameter of a chat completion.</summary>
    private void SetVersion(PipelineRequest request) =>
        request.Uri = new UriBuilder(request.Uri!) { Query = $"api-version={Uri.EscapeDataString(version)}" }.Uri;
}
