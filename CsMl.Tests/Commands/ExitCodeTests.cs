using System.CommandLine;
using CsMl.Core.Crm;
using CsMl.Local;
using CsMl.Local.Commands;
using CsMl.Local.Sample;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace CsMl.Tests.Commands;

/// <summary>The exit codes of all commands are those of the README's table.</summary>
public sealed class ExitCodeTests : IDisposable
{
    private const string Good = """{"accountId":"a1","name":"A","churnedWithin90Days":true,"asOf":"2026-01-01"}""";
    private const string Damaged = "no store";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    // Done.
    [InlineData(0, "score {good} -o {out}")]
    [InlineData(0, "backtest {good}")]
    [InlineData(0, "import {good} --data {new}")]
    [InlineData(0, "nightly --data {new}")]
    [InlineData(0, "batch --data {new}")]
    [InlineData(0, "doctor --data {store}")]
    [InlineData(0, "import --help")]
    // Rows failed, or something that the command needs.
    [InlineData(1, "score {some} -o {out}")]
    [InlineData(1, "backtest {some}")]
    [InlineData(1, "import {some} --data {new}")]
    [InlineData(1, "import {some} --data {new} --score")]
    [InlineData(1, "check-model --llm-url http://127.0.0.1:1")]
    [InlineData(1, "nightly --data {new} --llm-url http://127.0.0.1:1")]
    // The command or its input is wrong.
    [InlineData(2, "import {bad} --data {new}")]
    [InlineData(2, "import {tickets} --data {new}")]
    [InlineData(2, "import {ambiguous} --data {new}")]
    [InlineData(2, "import {good} --kind activities --data {new}")]
    [InlineData(2, "import {missing} --data {new}")]
    [InlineData(2, "import {good} --map {missing} --data {new}")]
    [InlineData(2, "import {good} --map =x --data {new}")]
    [InlineData(2, "import {good} --kind banana --data {new}")]
    [InlineData(2, "import {good} --data {sample}")]
    [InlineData(2, "import {good} --data {good}")]
    [InlineData(2, "import")]
    [InlineData(2, "score {bad} -o {out}")]
    [InlineData(2, "score {missing}")]
    [InlineData(2, "score {good} -o {good}")]
    [InlineData(2, "score {good} --window 7")]
    [InlineData(2, "backtest {unlabelled}")]
    [InlineData(2, "backtest {missing}")]
    [InlineData(2, "backtest {good} --learn")]
    [InlineData(2, "nightly --data {good}")]
    [InlineData(2, "batch --max 0 --data {new}")]
    [InlineData(2, "batch --type DOOM --data {new}")]
    [InlineData(2, "sync --data {new}")]
    [InlineData(2, "doctor --data {new}")]
    [InlineData(2, "serve --urls banana --data {new}")]
    [InlineData(2, "check-model")]
    [InlineData(2, "banana")]
    [InlineData(2, "nightly --banana")]
    // The store is damaged.
    [InlineData(3, "import {good} --data {damaged}")]
    [InlineData(3, "nightly --data {damaged}")]
    [InlineData(3, "batch --data {damaged}")]
    [InlineData(3, "serve --data {damaged}")]
    [InlineData(3, "doctor --data {damaged}")]
    public async Task Each_command_ends_as_documented(int code, string line)
    {
        var arguments = new List<string>();
        foreach (var argument in line.Split(' '))
        {
            arguments.Add(await FillAsync(argument));
        }

        RootCommand root = CommandLine.Create(new FakeTimeProvider(Some.Now));
        var run = await CommandRun.OfAsync(root, [.. arguments]);

        Assert.True(run.ExitCode == code, $"{run.ExitCode}: {run.Output}{run.Error}");
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
        if (code == ExitCode.BadArgument)
        {
            Assert.False(File.Exists(Path.Combine(_folder.File("new"), "results")), "something was made");
            Assert.NotEqual("", run.Error);
        }
    }

    private async Task<string> FillAsync(string argument) =>
        argument switch
        {
            "{good}" => await FileAsync("good.jsonl", Good),
            "{some}" => await FileAsync("some.jsonl", Good + "\n{}\n"),
            "{bad}" => await FileAsync("bad.jsonl", "{}\n[]\n"),
            "{unlabelled}" => await FileAsync("unlabelled.jsonl", """{"accountId":"a1","name":"A"}"""),
            "{tickets}" => await FileAsync(
                "t.csv",
                "Account ID,Account Name,Case Number,Priority,Opened\n1,A,7,High,\n"
            ),
            "{ambiguous}" => await FileAsync("n.csv", "Account ID,Account Name,ARR\n1,A,84.000\n"),
            "{damaged}" => Path.GetDirectoryName(await FileAsync("damaged/csml.db", Damaged.PadRight(4096)))!,
            "{store}" => await StoreAsync("store", sample: false),
            "{sample}" => await StoreAsync("sample", sample: true),
            _ when argument.StartsWith('{') => _folder.File(argument.Trim('{', '}')),
            _ => argument,
        };

    private async Task<string> FileAsync(string name, string text)
    {
        var path = _folder.File(name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await File.WriteAllTextAsync(path, text);
        return path;
    }

    private async Task<string> StoreAsync(string name, bool sample)
    {
        using var store = LocalApp.OpenStore(_folder.File(name), new ConfigurationBuilder().Build());
        await using var services = LocalApp.Services(store);
        var facts = sample ? SamplePortfolio.Make(Some.Now)[0] : Some.Account();
        await services.GetRequiredService<AccountIndex>().PutAsync(LocalApp.Tenant, facts, CancellationToken.None);
        return _folder.File(name);
    }
}
