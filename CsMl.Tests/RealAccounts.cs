namespace CsMl.Tests;

/// <summary>3,375 real accounts with what became of them; see the README beside the file.</summary>
internal static class RealAccounts
{
    public static readonly string Path = System.IO.Path.Combine(
        AppContext.BaseDirectory,
        "Data",
        "online-retail",
        "accounts.jsonl"
    );
}
