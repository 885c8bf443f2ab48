namespace CsMl.Tests.Dashboard.Chromium;

/// <summary>One browser for all tests that need one.</summary>
[CollectionDefinition(Name)]
public sealed class ChromiumCollection : ICollectionFixture<ChromiumBrowser>
{
    public const string Name = "Chromium";
}
