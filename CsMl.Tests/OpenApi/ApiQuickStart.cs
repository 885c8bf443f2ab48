using System.Text.RegularExpressions;
using CsMl.Tests.Docs;
using CsMl.Tests.Http;

namespace CsMl.Tests.OpenApi;

/// <summary>The quick starts in docs/API.md: the README's, in the languages of callers.</summary>
internal static partial class ApiQuickStart
{
    public const string Packages = "CsMl.Tests/OpenApi/npm";

    /// <summary>The program of the language, for the app that runs.</summary>
    public static string Program(string language, RunningApp app) =>
        Block()
            .Matches(Repository.Read("docs/API.md"))
            .Single(block => block.Groups["language"].Value == language)
            .Groups["text"]
            .Value.Replace("http://localhost:7071/", app.Address.ToString(), StringComparison.Ordinal);

    /// <summary>Each program ends with a CTA for account 123, as the README's does.</summary>
    public static async Task AssertRanAsync(RunningApp app)
    {
        var ctas = (await app.GetAsync(RunningApp.Account("123", "ctas"))).Items("data");

        var made = Assert.Single(ctas, cta => cta.GetProperty("isAutomated").GetBoolean());
        Assert.Equal("HIGH", made.GetProperty("priority").GetString());
    }

    [GeneratedRegex(
        @"```(?<language>typescript|python|csharp)\n(?<text>.*?)```",
        RegexOptions.Singleline | RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Block();
}
