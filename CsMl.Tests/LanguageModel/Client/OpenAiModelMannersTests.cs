using CsMl.Core.Predictions;

namespace CsMl.Tests.LanguageModel.Client;

/// <summary>Servers that know less than the newest, or want to be asked otherwise.</summary>
public abstract class OpenAiModelMannersTests(FakeApi api) : ModelTests(api)
{
    private string First => Api == FakeApi.Azure ? "max_completion_tokens" : "max_tokens";

    private string Other => Api == FakeApi.Azure ? "max_tokens" : "max_completion_tokens";

    [Fact]
    public async Task A_server_without_schemas_is_asked_for_JSON_and_told_the_schema_in_words()
    {
        await using var rig = await StartAsync();
        rig.Server.Answer = Knowing("json_object");

        Assert.Null((await rig.AskAsync()).Failure);
        Assert.Null((await rig.AskAsync()).Failure);

        Assert.Equal(["json_schema", "json_object", "json_object"], rig.Server.Requests.Select(r => r.Format));
        var last = rig.Server.Requests.Last();
        Assert.StartsWith("the task\n\n", last.System, StringComparison.Ordinal);
        Assert.Contains("JSON", last.System, StringComparison.Ordinal);
        Assert.Contains(ModelRig.Schema, last.System, StringComparison.Ordinal);
        Assert.Equal("the facts", last.User);
        Assert.Equal(2, last.Messages.Count);
    }

    [Fact]
    public async Task A_server_without_any_format_is_asked_for_text()
    {
        await using var rig = await StartAsync();
        rig.Server.Answer = Knowing(null);

        Assert.Null((await rig.AskAsync()).Failure);
        Assert.Null((await rig.AskAsync()).Failure);

        Assert.Equal(["json_schema", "json_object", null, null], rig.Server.Requests.Select(r => r.Format));
        Assert.Contains(ModelRig.Schema, rig.Server.Requests.Last().System, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_way_is_tried_once_for_a_question()
    {
        await using var rig = await StartAsync();
        rig.Server.Answer = request => FakeReply.RefusedFormat(request.Format ?? "text");

        ModelRig.AssertFailed(FallbackReason.LlmError, await rig.AskAsync());
        Assert.Equal(["json_schema", "json_object", null], rig.Server.Requests.Select(r => r.Format));
    }

    [Fact]
    public async Task What_did_not_work_in_the_end_is_not_remembered()
    {
        await using var rig = await StartAsync();
        rig.Server.Next(FakeReply.RefusedFormat("json_schema"), FakeReply.WrongKey());

        ModelRig.AssertFailed(FallbackReason.LlmError, await rig.AskAsync());
        await rig.AskAsync();

        Assert.Equal("json_schema", rig.Server.Requests.Last().Format);
    }

    [Theory]
    [InlineData("""{"object":"error","message":"json_schema is not supported by this backend","code":400}""", 400)]
    [InlineData("""{"detail":[{"loc":["body","response_format","type"],"msg":"Input should be 'text'"}]}""", 422)]
    [InlineData("""{"error":"response_format is not implemented"}""", 400)]
    [InlineData("Structured output needs a newer version.", 400)]
    [InlineData(
        """{"error":{"code":"BadRequest","message":"response_format value as json_schema is enabled only for api versions 2024-08-01-preview and later"}}""",
        400
    )]
    public async Task Servers_say_so_in_many_ways(string body, int status)
    {
        await using var rig = await StartAsync();
        rig.Server.Next(FakeReply.Of(status, body));

        Assert.Null((await rig.AskAsync()).Failure);
        Assert.Equal(["json_schema", "json_object"], rig.Server.Requests.Select(r => r.Format));
    }

    [Fact]
    public async Task A_refusal_that_only_mentions_the_format_beside_another_field_is_about_that_field()
    {
        await using var rig = await StartAsync();
        rig.Server.Next(FakeReply.Refusal(400, null, "Too many messages for this response_format.", "messages"));

        ModelRig.AssertFailed(FallbackReason.LlmError, await rig.AskAsync());
        Assert.Single(rig.Server.Requests);
    }

    [Fact]
    public async Task A_model_that_takes_no_temperature_is_asked_without()
    {
        await using var rig = await StartAsync();
        rig.Server.Answer = request =>
            request.Body.ContainsKey("temperature")
                ? FakeReply.Refusal(
                    400,
                    "unsupported_value",
                    "Unsupported value: 'temperature' does not support 0 with this model.",
                    "temperature"
                )
                : FakeReply.Text("{}");

        Assert.Null((await rig.AskAsync()).Failure);
        Assert.Null((await rig.AskAsync()).Failure);

        Assert.Equal(3, rig.Server.Requests.Count);
        Assert.Equal("json_schema", rig.Server.Requests.Last().Format);
    }

    [Fact]
    public async Task A_model_that_wants_the_other_name_of_the_limit_gets_it()
    {
        await using var rig = await StartAsync();
        rig.Server.Answer = request =>
            request.Body.ContainsKey(First)
                ? FakeReply.Refusal(
                    400,
                    "unsupported_parameter",
                    $"Unsupported parameter: '{First}' is not supported with this model. Use '{Other}' instead.",
                    First
                )
                : FakeReply.Text("{}");

        Assert.Null((await rig.AskAsync()).Failure);
        Assert.Null((await rig.AskAsync()).Failure);

        Assert.Equal(3, rig.Server.Requests.Count);
        Assert.Equal(2000, (int)rig.Server.Requests.Last().Body[Other]!);
    }

    [Fact]
    public async Task A_server_that_refuses_everything_new_is_found_a_way_to_in_one_question()
    {
        await using var rig = await StartAsync();
        rig.Server.Answer = request =>
            request.Format is { } format ? FakeReply.RefusedFormat(format)
            : request.Body.ContainsKey("temperature")
                ? FakeReply.Refusal(400, "unsupported_parameter", "No temperature.", "temperature")
            : request.Body.ContainsKey(First) ? FakeReply.Refusal(400, "unsupported_parameter", $"No {First}.", First)
            : FakeReply.Text("{}");

        Assert.Null((await rig.AskAsync()).Failure);
        Assert.Equal(5, rig.Server.Requests.Count);
        await rig.AskAsync();
        Assert.Equal(6, rig.Server.Requests.Count);
    }

    private static Func<SentRequest, FakeReply> Knowing(string? format) =>
        request =>
            request.Format is { } asked && asked != format ? FakeReply.RefusedFormat(asked) : FakeReply.Text("{}");

    public sealed class OfOpenAi() : OpenAiModelMannersTests(FakeApi.OpenAi);

    public sealed class OfAzure() : OpenAiModelMannersTests(FakeApi.Azure);
}
