using System.Text.RegularExpressions;
using CsMl.Local.Commands;

namespace CsMl.Tests.Docs;

public sealed partial class ReadmeTests
{
    private const string Run = "dotnet run --project CsMl.Local";

    private static readonly string[] Commands =
    [
        .. Block()
            .Matches(Repository.Read("README.md"))
            .SelectMany(block => block.Groups["text"].Value.Trim().Split('\n')),
    ];

    [Fact]
    public void Its_commands_of_the_app_are_understood_and_their_files_are_there()
    {
        var lines = Commands.Where(c => c.StartsWith(Run, StringComparison.Ordinal)).ToList();

        Assert.Contains(Run, lines);
        foreach (var line in lines)
        {
            var args = line[Run.Length..]
                .Replace(" -- ", "", StringComparison.Ordinal)
                .Split(' ', StringSplitOptions.RemoveEmptyEntries);
            Assert.Empty(CommandLine.Create(TimeProvider.System).Parse(args).Errors);
            Assert.All(
                args.Where(a => a.EndsWith("accounts.jsonl", StringComparison.Ordinal)),
                file => Assert.True(File.Exists(Path.Combine(Repository.Root, file)), file)
            );
        }
    }

    [Fact]
    public void Its_test_command_is_the_one_that_the_gate_calls()
    {
        Assert.Contains("dotnet test", Commands);
        Assert.Contains(
            Repository.Read(".ci/run").Split('\n'),
            line => line.StartsWith("dotnet test 2>&1", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void Its_links_lead_somewhere()
    {
        var targets = Link().Matches(Repository.Read("README.md")).Select(m => m.Groups["text"].Value.Split('#')[0]);

        Assert.All(
            targets.Where(t => !t.StartsWith("http", StringComparison.Ordinal)),
            target => Assert.True(Path.Exists(Path.Combine(Repository.Root, target)), target)
        );
    }

    [GeneratedRegex(
        @"```bash\n(?<text>.*?)```",
        RegexOptions.Singleline | RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Block();

    [GeneratedRegex(@"\]\((?<text>[^)]+)\)", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Link();
}
