namespace CsMl.Tests.Host;

/// <summary>What a scoped service of the app looks like to a function.</summary>
public sealed class Visit
{
    public Guid Id { get; } = Guid.NewGuid();
}
