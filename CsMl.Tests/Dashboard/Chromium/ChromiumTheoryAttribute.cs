namespace CsMl.Tests.Dashboard.Chromium;

/// <inheritdoc cref="ChromiumFactAttribute"/>
public sealed class ChromiumTheoryAttribute : TheoryAttribute
{
    public ChromiumTheoryAttribute() => Skip = ChromiumBrowser.SkipReason;
}
