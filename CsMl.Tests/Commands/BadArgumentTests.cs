using System.CommandLine;
using CsMl.Local.Commands;

namespace CsMl.Tests.Commands;

/// <summary>An argument that cannot be used ends the command with one sentence before anything is made.</summary>
public sealed class BadArgumentTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("banana")]
    [InlineData("https://localhost:7071")]
    [InlineData("http://10.0.0.7:7071")]
    [InlineData(";")]
    public async Task Serve_refuses_addresses_it_cannot_listen_on(string urls)
    {
        var data = _folder.File("store");

        var run = await RunAsync("serve", "--data", data, "--urls", urls);

        AssertOneSentence(run);
        Assert.False(Directory.Exists(data));
    }

    [Theory]
    [InlineData("import")]
    [InlineData("backtest")]
    [InlineData("score")]
    public async Task A_folder_is_no_file(string command)
    {
        var data = _folder.File("store");
        string[] more = command == "import" ? ["--data", data] : [];

        var run = await RunAsync([command, _folder.File("."), .. more]);

        AssertOneSentence(run);
        Assert.Contains("is a folder; name a file in it.", run.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(data));
    }

    [Theory]
    [InlineData("nightly")]
    [InlineData("batch")]
    [InlineData("serve")]
    [InlineData("doctor")]
    [InlineData("report")]
    public async Task A_file_is_no_folder_for_a_store(string command)
    {
        using var file = new TemporaryFile("not a store");

        var run = await RunAsync(command, "--data", file.Path);

        AssertOneSentence(run);
        Assert.Equal("not a store", await File.ReadAllTextAsync(file.Path));
    }

    private static Task<CommandRun> RunAsync(params string[] arguments)
    {
        RootCommand root = CommandLine.Create(TimeProvider.System);
        return CommandRun.OfAsync(root, arguments);
    }

    private static void AssertOneSentence(CommandRun run)
    {
        Assert.Equal((ExitCode.BadArgument, ""), (run.ExitCode, run.Output));
        Assert.Single(run.Error.Trim().Split('\n'));
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
    }
}
