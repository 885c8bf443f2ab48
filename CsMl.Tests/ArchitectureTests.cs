using CsMl.Core.Accounts;
using CsMl.Functions;
using NetArchTest.Rules;

namespace CsMl.Tests;

/// <summary>The direction between the folders of CsMl.Core, and between the projects (docs/ARCHITECTURE.md).</summary>
public sealed class ArchitectureTests
{
    /// <summary>Each folder may use those before it.</summary>
    private static readonly string[] Folders =
    [
        "Json",
        "Limits",
        "Accounts",
        "Health",
        "Predictions",
        "Privacy",
        "Ctas",
        "Outcomes",
        "Learning",
        "Storage",
        "Settings",
        "Audit",
        "LanguageModel",
        "Crm",
        "Requests",
        "Portfolio",
        "Morning",
        "Consistency",
    ];

    private static readonly string[] PureFolders =
    [
        "Accounts",
        "Limits",
        "Health",
        "Predictions",
        "Ctas",
        "Outcomes",
        "Learning",
    ];

    public static TheoryData<string> AllFolders => [.. Folders];

    public static TheoryData<string> AllPureFolders => [.. PureFolders];

    [Fact]
    public void Every_folder_of_Core_has_its_place_in_the_order()
    {
        var namespaces = typeof(AccountFacts)
            .Assembly.GetTypes()
            .Select(type => type.Namespace ?? "")
            .Where(name => name.StartsWith("CsMl.Core.", StringComparison.Ordinal))
            .Select(name => name.Split('.')[2]);

        Assert.Equal(Folders.Order(), namespaces.Distinct().Order());
    }

    [Theory]
    [MemberData(nameof(AllFolders))]
    public void A_folder_uses_only_those_before_it_so_that_there_is_no_cycle(string folder)
    {
        var later = Folders[(Array.IndexOf(Folders, folder) + 1)..];

        AssertUsesNone(folder, [.. later.Select(Namespace)]);
    }

    [Theory]
    [MemberData(nameof(AllPureFolders))]
    public void What_is_pure_knows_no_storage_no_network_and_no_web_server(string folder) =>
        AssertUsesNone(folder, ["Azure", "OpenAI", "System.Net.Http", "Microsoft.AspNetCore", "Microsoft.Data.Sqlite"]);

    [Theory]
    [InlineData("Accounts")]
    [InlineData("Health")]
    [InlineData("Ctas")]
    [InlineData("Outcomes")]
    [InlineData("Learning")]
    public void What_is_pure_is_told_the_time_and_never_asks_for_it(string folder) =>
        AssertUsesNone(folder, ["System.TimeProvider"]);

    [Fact]
    public void Core_knows_no_Functions_package() =>
        AssertHolds(
            Types
                .InAssembly(typeof(AccountFacts).Assembly)
                .ShouldNot()
                .HaveDependencyOnAny("Microsoft.Azure.Functions", "CsMl.Functions", "CsMl.Local")
                .GetResult()
        );

    [Fact]
    public void Functions_knows_nothing_of_the_local_host() =>
        AssertHolds(
            Types.InAssembly(typeof(AppServices).Assembly).ShouldNot().HaveDependencyOnAny("CsMl.Local").GetResult()
        );

    private static string Namespace(string folder) => $"CsMl.Core.{folder}";

    private static void AssertUsesNone(string folder, string[] others) =>
        AssertHolds(
            Types
                .InAssembly(typeof(AccountFacts).Assembly)
                .That()
                .ResideInNamespace(Namespace(folder))
                .ShouldNot()
                .HaveDependencyOnAny(others)
                .GetResult()
        );

    private static void AssertHolds(TestResult result) =>
        Assert.True(
            result.IsSuccessful,
            string.Join(Environment.NewLine, result.FailingTypes.Select(t => $"{t.FullName}: {t.Explanation}"))
        );
}
