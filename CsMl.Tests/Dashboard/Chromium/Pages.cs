using CsMl.Functions.Dashboard;

namespace CsMl.Tests.Dashboard.Chromium;

/// <summary>The pages that somebody sees who is signed in.</summary>
internal static class Pages
{
    public const string Example = "123";

    public static TheoryData<string> All => [PagePath.Home, PagePath.Account(Example), PagePath.Portfolio];
}
