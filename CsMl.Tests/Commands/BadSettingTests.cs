using CsMl.Functions;
using CsMl.Local;
using CsMl.Local.Commands;
using CsMl.Tests.Portfolio;
using Microsoft.Extensions.Configuration;

namespace CsMl.Tests.Commands;

public sealed class BadSettingTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("Llm:TimeoutSeconds", "900", "TimeoutSeconds")]
    [InlineData("Llm:Concurrency", "abc", "Llm:Concurrency")]
    [InlineData("Ctas:MinCategory", "Foo", "Ctas:MinCategory")]
    [InlineData("Llm:Endpoint", "localhost:11434", "Llm:Endpoint")]
    [InlineData("Predictions:Risk:High", "1.5", "Predictions:Risk")]
    public async Task A_setting_that_cannot_be_is_told_in_a_sentence(string name, string value, string told)
    {
        using var store = LocalApp.OpenStore(_folder.File("."), new ConfigurationManager());
        await using var services = LocalApp.Services(store, new ConfigurationManager(), over: [new(name, value)]);

        var bad = Assert.Throws<InvalidSettingException>(() => InvalidSettingException.Check(services));

        Assert.Contains(told, bad.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", bad.Message, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public async Task A_storage_setting_that_cannot_be_read_ends_serve_with_a_sentence_that_does_not_repeat_it()
    {
        using var late = new CancellationTokenSource(HangGuard.Limit);
        using var app = AppProcess.Start(
            [(AzureStorage.Setting, "AccountName=csml;s3cret")],
            "serve",
            "--data",
            _folder.File(".")
        );

        Assert.Equal(ExitCode.BadArgument, await app.ExitCodeAsync(late.Token));
        var sentence = Assert.Single(app.Output.Split('\n'));
        Assert.Contains("AzureWebJobsStorage is no connection string", sentence, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", sentence, StringComparison.Ordinal);
    }
}
