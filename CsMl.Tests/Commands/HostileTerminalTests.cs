using System.Text.RegularExpressions;
using CsMl.Core.Predictions;
using CsMl.Local.Commands;
using Microsoft.Extensions.Time.Testing;

namespace CsMl.Tests.Commands;

/// <summary>Nothing of a file, an account or an error acts on the terminal that a command writes to.</summary>
public sealed partial class HostileTerminalTests
{
    private static readonly FakeTimeProvider Clock = new(Some.Now);

    [Theory]
    [InlineData("""{"accountId":"1","name":"A","archived":""")]
    [InlineData("""{"accountId":""")]
    [InlineData("""{"accountId":"1","name":"A","renewalDate":""")]
    [InlineData("""{"accountId":"1","name":"A","activities":[{"type":"CALL","date":""")]
    public async Task A_refused_value_is_told_without_what_acts(string before)
    {
        var value = System.Text.Json.JsonSerializer.Serialize(HostileName.Text);
        using var file = new TemporaryFile(before + value + "}");

        var run = await CommandRun.OfAsync(ScoreCommand.Create(Clock), file.Path);

        Assert.Equal(ExitCode.BadArgument, run.ExitCode);
        // The reader has made spaces of the control characters, so that what is left of a sequence is plain text.
        Assert.StartsWith("line 1: ", Assert.Single(run.Error.TrimEnd().Split('\n')), StringComparison.Ordinal);
        Assert.DoesNotContain(
            run.Error,
            c => (char.IsControl(c) && c != '\n') || c is '\u202E' or '\u2066' or '\u200B'
        );
    }

    [Fact]
    public async Task An_error_s_message_is_one_line()
    {
        var run = await CommandRun.OfAsync(ScoreCommand.Create(Clock), $"no{HostileName.Text}.jsonl".Replace("\0", ""));

        Assert.Equal(ExitCode.BadArgument, run.ExitCode);
        HostileName.AssertHarmless(run.Error);
        Assert.Single(run.Error.TrimEnd().Split('\n'));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_welcome_screen_shows_names_and_lets_none_act(bool isTerminal)
    {
        using var shown = new StringWriter();
        var account = Some.KnownAccount() with { Name = HostileName.Text };

        WelcomeScreen.TellTopAccounts(
            new TerminalWriter(shown, isTerminal),
            [Some.Listed(account, Some.PredictChurn(account))],
            new RiskScale(),
            hasAccounts: true
        );

        // The table's own colours, among which there is no red for an account of low risk.
        Assert.DoesNotContain("\e[31m", shown.ToString(), StringComparison.Ordinal);
        HostileName.AssertHarmless(Colours().Replace(shown.ToString(), ""));
        Assert.Contains("Acmegpj", shown.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whatever_way_a_text_is_written_it_is_cleaned()
    {
        await using var inner = new StringWriter();
        await using var terminal = new TerminalWriter(inner, isTerminal: true);

        terminal.Write(HostileName.Text.Replace("\r\n", "").Replace("\u0085", ""));
        terminal.Write($"{HostileName.Printable}\e".ToCharArray());
        terminal.Write("a\e[1mb".AsSpan());
        terminal.Write('\e');
        terminal.Write("{0}{1}", "\a", HostileName.Printable);
        await terminal.WriteAsync("\u202E");
        await terminal.WriteAsync("\e[1m".ToCharArray(), 0, 4);
        await terminal.WriteAsync("\u009B1m".AsMemory());
        terminal.WriteLine(HostileName.Text);
        await terminal.WriteLineAsync(HostileName.Text);
        await terminal.WriteLineAsync(HostileName.Text.ToCharArray());
        await terminal.WriteLineAsync(HostileName.Text.AsMemory());
        await terminal.FlushAsync();

        HostileName.AssertHarmless(inner.ToString().Replace('\t', ' '));
        Assert.Equal(5, inner.ToString().Split('\n').Length);
    }

    [GeneratedRegex(@"\e\[[0-9;]*m")]
    private static partial Regex Colours();
}
