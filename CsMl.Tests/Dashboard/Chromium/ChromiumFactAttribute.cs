namespace CsMl.Tests.Dashboard.Chromium;

/// <summary>A test that runs in Chromium.</summary>
public sealed class ChromiumFactAttribute : FactAttribute
{
    public ChromiumFactAttribute() => Skip = ChromiumBrowser.SkipReason;
}
