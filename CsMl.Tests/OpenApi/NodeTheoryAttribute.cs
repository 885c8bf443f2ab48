namespace CsMl.Tests.OpenApi;

/// <summary>Tests that run Node.js.</summary>
public sealed class NodeTheoryAttribute : TheoryAttribute
{
    public NodeTheoryAttribute() => Skip = NpmPackages.SkipReason;
}
