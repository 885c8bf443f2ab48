using CsMl.Local.Commands;
using CsMl.Tests.LanguageModel.Client;

namespace CsMl.Tests.Commands;

public sealed class CheckModelTests
{
    [Fact]
    public async Task A_model_that_answers_is_told_with_its_form_and_its_tokens()
    {
        await using var server = await FakeModelServer.StartAsync(_ => FakeReply.Text("""{"day":"Tuesday"}"""));

        var check = await RunAsync(server);

        Assert.Equal(ExitCode.Done, check.ExitCode);
        Assert.Contains($"Model   fake-model at {server.Endpoint}v1", check.Output, StringComparison.Ordinal);
        Assert.Contains("Answer  works, in ", check.Output, StringComparison.Ordinal);
        Assert.Contains(
            "replies by a strict JSON schema; max_tokens of 2000; temperature 0",
            check.Output,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "120 tokens of the question, 30 of the reply; unknown price",
            check.Output,
            StringComparison.Ordinal
        );
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task What_was_learned_of_a_server_is_told()
    {
        await using var server = await FakeModelServer.StartAsync(request =>
            request.Messages[0].Role == "system" ? FakeReply.Of(400, "System role not supported")
            : request.Format is not null ? FakeReply.RefusedFormat(request.Format)
            : FakeReply.Text("<think>Monday …</think>{\"day\":\"Tuesday\"}")
        );

        var check = await RunAsync(server);

        Assert.Equal(ExitCode.Done, check.ExitCode);
        Assert.Contains("replies as text, with the schema in words", check.Output, StringComparison.Ordinal);
        Assert.Contains("no system role", check.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Why_a_model_cannot_be_used_is_told()
    {
        await using var server = await FakeModelServer.StartAsync(_ => FakeReply.WrongKey());

        var check = await RunAsync(server);

        Assert.Equal(ExitCode.Failed, check.ExitCode);
        Assert.Contains(
            "its server refuses the key or the sign-in (Llm:ApiKey)",
            check.Output,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_model_that_writes_no_object_is_told()
    {
        await using var server = await FakeModelServer.StartAsync(_ => FakeReply.Text("Tuesday"));

        var check = await RunAsync(server);

        Assert.Equal(ExitCode.Failed, check.ExitCode);
        Assert.Contains("not with the JSON object", check.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Models_that_only_embed_are_passed_over()
    {
        await using var server = await FakeModelServer.StartAsync(_ => FakeReply.Text("""{"day":"Tuesday"}"""));
        server.Models = """{"data":[{"id":"text-embedding-nomic"},{"id":"qwen3-8b"}]}""";

        var check = await RunAsync(server);

        Assert.Contains("Model   qwen3-8b at ", check.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_model_there_is_nothing_to_check()
    {
        var check = await CommandRun.OfAsync(CheckModelCommand.Create());

        Assert.Equal(ExitCode.BadArgument, check.ExitCode);
        Assert.Contains("--llm-url", check.Error, StringComparison.Ordinal);
    }

    /// <summary>As people paste it, with the path that the client adds.</summary>
    private static Task<CommandRun> RunAsync(FakeModelServer server) =>
        CommandRun.OfAsync(CheckModelCommand.Create(), "--llm-url", $"{server.Endpoint}v1/chat/completions/");
}
