namespace CsMl.Tests;

/// <summary>How long a test waits for something that must come. It ends a test that hangs; a slow machine does not reach it.</summary>
internal static class HangGuard
{
    public static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);
}
