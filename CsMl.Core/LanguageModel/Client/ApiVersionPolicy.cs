using System.ClientModel.Primitives;

namespace CsMl.Core.LanguageModel.Client;

/// <summary>
/// Asks Azure for this version of its API. The package of 2024 knows none of the versions that reasoning models need, and
/// takes no other.
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

    /// <summary>The version is all that the query of a chat completion holds.</summary>
    private void SetVersion(PipelineRequest request) =>
        request.Uri = new UriBuilder(request.Uri!) { Query = $"api-version={Uri.EscapeDataString(version)}" }.Uri;
}
