namespace CsMl.Tests.OpenApi;

/// <summary>A test that runs Node.js.</summary>
public sealed class NodeFactAttribute : FactAttribute
{
    public NodeFactAttribute() => Skip = NpmPackages.SkipReason;
}
