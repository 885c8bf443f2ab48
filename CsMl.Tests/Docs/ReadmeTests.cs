using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using CsMl.Local.Commands;
using CsMl.Tests.Http;

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
    public async Task Its_requests_are_answered_from_top_to_bottom()
    {
        await using var app = await RunningApp.StartAsync();
        await app.PutSampleAsync();
        var requests = Commands.Where(c => c.StartsWith("curl ", StringComparison.Ordinal)).ToList();

        Assert.InRange(requests.Count, 8, 20);
        foreach (var command in requests)
        {
            using var answer = await app.Client.SendAsync(Request(command));

            Assert.True(answer.IsSuccessStatusCode, $"{command}: {answer.StatusCode}");
        }
    }

    private static HttpRequestMessage Request(string command)
    {
        var parts = Part().Matches(command).Select(m => m.Value.Trim('"', '\'')).ToList();
        var url = new Uri(Assert.Single(parts, p => p.StartsWith("http", StringComparison.Ordinal)));
        var request = new HttpRequestMessage(
            parts.Contains("-X") ? new HttpMethod(parts[parts.IndexOf("-X") + 1]) : HttpMethod.Get,
            new Uri(url.PathAndQuery, UriKind.Relative)
        );
        if (parts.Contains("-d"))
        {
            request.Content = new StringContent(
                parts[parts.IndexOf("-d") + 1],
                new MediaTypeHeaderValue("application/json")
            );
        }

        return request;
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

    [GeneratedRegex(@"'[^']*'|""[^""]*""|[^ ]+", RegexOptions.NonBacktracking)]
    private static partial Regex Part();

    [GeneratedRegex(
        @"```bash\n(?<text>.*?)```",
        RegexOptions.Singleline | RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Block();

    [GeneratedRegex(@"\]\((?<text>[^)]+)\)", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Link();
}
