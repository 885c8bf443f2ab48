namespace CsMl.Tests.Storage;

/// <summary>The tests of this class talk to Azurite, which runs on Node.js.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class NeedsNodeAttribute : Attribute
{
    /// <summary>Why the tests cannot run here, or null. A build server is to have Node.js: there they fail instead.</summary>
    public static string? SkipReason => NpmPackages.SkipReason;
}
