using CsMl.Core.Accounts;
using CsMl.Core.Portfolio;
using CsMl.Core.Predictions;
using CsMl.Core.Requests;
using CsMl.Core.Storage;
using CsMl.Local;
using CsMl.Local.Commands;
using CsMl.Local.Sample;
using CsMl.Tests.LanguageModel.App;
using CsMl.Tests.LanguageModel.Client;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CsMl.Tests.Commands;

public sealed class LlmUrlTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task One_flag_suffices_for_a_model_on_this_machine()
    {
        await using var server = await FakeModelServer.StartAsync(GoodModel.Reply);
        await ImportAsync();

        var night = await RunAsync(server.Endpoint.ToString());

        Assert.Equal(ExitCode.Done, night.ExitCode);
        Assert.Equal("fake-model", Assert.Single(server.Requests).Model);
        using var store = LocalApp.OpenStore(_folder.File("."), new ConfigurationManager());
        await using var services = LocalApp.Services(store, new ConfigurationManager());
        var latest = await services
            .GetRequiredService<PredictionReader>()
            .FindLatestAsync(new AccountKey(LocalApp.Tenant, "123"), PredictionType.Churn, CancellationToken.None);
        Assert.Equal(PredictionSource.Llm, latest!.Prediction.Source);
        var run = await services
            .GetRequiredService<RunStore>()
            .FindAsync(
                LocalApp.Tenant,
                RunRecord.Nightly(TimeProvider.System.GetUtcNow()).RunId,
                CancellationToken.None
            );
        Assert.Equal(server.Billed.Input + server.Billed.Output, run!.Run.Cost.Tokens);
    }

    [Theory]
    [InlineData("""{"data":[]}""")]
    [InlineData("""{"models":["a"]}""")]
    [InlineData("none here")]
    public async Task A_server_that_lists_no_model_is_told_with_what_to_do(string models)
    {
        await using var server = await FakeModelServer.StartAsync(GoodModel.Reply);
        server.Models = models;
        await ImportAsync();

        var night = await RunAsync(server.Endpoint.ToString());

        Assert.Equal(ExitCode.Failed, night.ExitCode);
        Assert.Contains("name the model in Llm__Model", night.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Azure_has_no_first_model()
    {
        await ImportAsync();

        var night = await RunAsync("https://acme.openai.azure.com");

        Assert.Equal(ExitCode.Failed, night.ExitCode);
        Assert.Contains("name yours in Llm__Model", night.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("localhost:11434")]
    [InlineData("ftp://localhost")]
    [InlineData("somewhere")]
    public void Something_that_is_no_URL_is_refused(string url)
    {
        var parsed = CommandLine.Create(TimeProvider.System).Parse(["nightly", "--llm-url", url]);

        Assert.Contains("must be a whole URL", Assert.Single(parsed.Errors).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Azure_in_the_clear_is_refused()
    {
        var parsed = CommandLine
            .Create(TimeProvider.System)
            .Parse(["serve", "--llm-url", "http://acme.openai.azure.com"]);

        Assert.Contains("must begin with https://", Assert.Single(parsed.Errors).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", null)]
    [InlineData("key-of-here", "Bearer key-of-here")]
    public async Task The_keys_of_the_environment_are_sent_to_no_server_of_the_command_line(
        string key,
        string? authorization
    )
    {
        await using var server = await FakeModelServer.StartAsync(GoodModel.Reply);
        await ImportAsync();
        var environment = new ConfigurationManager();
        environment["Llm:ApiKey"] = "key-of-there";
        environment["Llm:SecondApiKey"] = "key-of-there-too";
        var over = await LlmUrlOption.SettingsAsync(server.Endpoint.ToString(), key, CancellationToken.None);
        using var store = LocalApp.OpenStore(_folder.File("."), new ConfigurationManager());
        await using var services = LocalApp.Services(store, environment, over: over);

        await services
            .GetRequiredService<PredictAccount>()
            .RunAsync(
                new PredictQuery(new AccountKey(LocalApp.Tenant, "123"), PredictionType.Churn),
                CancellationToken.None
            );

        Assert.Equal(authorization, Assert.Single(server.Requests).Authorization);
    }

    [Fact]
    public async Task A_key_may_be_given_on_the_command_line()
    {
        await using var server = await FakeModelServer.StartAsync(GoodModel.Reply);
        await ImportAsync();

        var night = await RunAsync(server.Endpoint.ToString(), "--llm-key", "key-of-here");

        Assert.Equal(ExitCode.Done, night.ExitCode);
        Assert.Equal("Bearer key-of-here", Assert.Single(server.Requests).Authorization);
    }

    [Theory]
    [InlineData("serve")]
    [InlineData("nightly")]
    public void A_key_without_its_server_is_refused(string command)
    {
        var parsed = CommandLine.Create(TimeProvider.System).Parse([command, "--llm-key", "k"]);

        Assert.Contains("which is not given", Assert.Single(parsed.Errors).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://10.0.0.5:9/v1", "k", "no key travels in the clear")]
    [InlineData("http://localhost.example/v1", "k", "no key travels in the clear")]
    [InlineData("https://models.example/v1", "one\ntwo", "printable ASCII")]
    public void A_key_that_cannot_be_sent_is_refused_before_the_server_is_asked(string url, string key, string why)
    {
        var parsed = CommandLine.Create(TimeProvider.System).Parse(["serve", "--llm-url", url, "--llm-key", key]);

        Assert.Contains(why, Assert.Single(parsed.Errors).Message, StringComparison.Ordinal);
    }

    private async Task ImportAsync()
    {
        using var store = LocalApp.OpenStore(_folder.File("."), new ConfigurationManager());
        await using var services = LocalApp.Services(store, new ConfigurationManager());
        var sample = SamplePortfolio.Make(TimeProvider.System.GetUtcNow());
        Assert.True(
            await services
                .GetRequiredService<Core.Crm.AccountIndex>()
                .PutAsync(LocalApp.Tenant, sample[0], CancellationToken.None)
        );
    }

    private async Task<(int ExitCode, string Errors)> RunAsync(string url, params string[] more)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        var exitCode = await CommandLine
            .Create(TimeProvider.System)
            .Parse(["nightly", "--data", _folder.File("."), "--llm-url", url, .. more])
            .InvokeAsync(new() { Output = output, Error = errors });
        return (exitCode, errors.ToString());
    }
}
