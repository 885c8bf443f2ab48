using CsMl.Core.LanguageModel.Client;
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
    public async Task Each_form_is_tried_once_for_a_question()
    {
        await using var rig = await StartAsync();
        rig.Server.Answer = request => FakeReply.RefusedFormat(request.Format ?? "text");

        ModelRig.AssertFailed(FallbackReason.LlmError, await rig.AskAsync());
        Assert.Equal(["json_schema", "json_object", null], rig.Server.Requests.Take(3).Select(r => r.Format));
        Assert.Equal(10, rig.Server.Requests.Count);
        Assert.Equal(10, rig.Server.Requests.DistinctBy(r => r.Body.ToJsonString()).Count());
    }

    [Fact]
    public async Task Forms_are_tried_a_dozen_times_an_hour_whatever_the_number_of_questions()
    {
        await using var rig = await StartAsync();
        rig.Server.Answer = _ => FakeReply.Of(400, "No.");

        for (var i = 0; i < 5; i++)
        {
            await rig.AskAsync();
        }

        Assert.Equal(5 + 12, rig.Server.Requests.Count);
        rig.Time.Advance(TimeSpan.FromHours(1));
        await rig.AskAsync();
        Assert.Equal(5 + 12 + 10, rig.Server.Requests.Count);
    }

    [Fact]
    public async Task A_run_tries_fewer_forms()
    {
        await using var rig = await StartAsync();
        rig.Server.Answer = _ => FakeReply.Of(400, "No.");

        await Task.WhenAll(
            Enumerable
                .Range(0, 5)
                .Select(_ => rig.Model.AskAsync(ModelRig.Question() with { IsOfRun = true }, CancellationToken.None))
        );

        Assert.Equal(5 + 7, rig.Server.Requests.Count);
    }

    [Fact]
    public async Task Of_many_questions_one_finds_out_and_the_others_follow()
    {
        await using var rig = await StartAsync();
        rig.Server.Answer = request => request.Format is null ? FakeReply.Text("{}") : FakeReply.Of(400, "No.");

        var replies = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => rig.AskAsync()));

        Assert.All(replies, reply => Assert.Null(reply.Failure));
        // Each is refused once and answered once; one alone tries JSON mode.
        Assert.InRange(rig.Server.Requests.Count, 8, 13);
        Assert.Single(rig.Server.Requests, request => request.Format == "json_object");
    }

    [Fact]
    public async Task What_was_learned_is_forgotten_after_an_hour()
    {
        await using var rig = await StartAsync();
        rig.Server.Answer = Knowing("json_object");
        await rig.AskAsync();
        rig.Server.Answer = Knowing("json_schema");

        rig.Time.Advance(TimeSpan.FromHours(1));
        await rig.AskAsync();

        Assert.Equal("json_schema", rig.Server.Requests.Last().Format);
    }

    [Fact]
    public async Task A_model_without_a_system_role_is_told_the_task_before_the_facts()
    {
        await using var rig = await StartAsync();
        rig.Server.Answer = request =>
            request.Messages[0].Role == "system"
                ? FakeReply.Of(400, "System role not supported")
                : FakeReply.Text("{}");

        Assert.Null((await rig.AskAsync()).Failure);

        Assert.Equal([("user", "the task\n\nthe facts")], rig.Server.Requests.Last().Messages);
    }

    [Fact]
    public async Task A_context_that_is_too_short_shortens_facts_and_reply()
    {
        await using var rig = await StartAsync();
        rig.Server.Answer = request =>
            request.User == "facts/4" ? FakeReply.Text("{}") : FakeReply.Of(413, "Payload too large");
        var question = ModelRig.Question() with
        {
            Shorten = times => [new(ModelRole.System, "the task"), new(ModelRole.User, $"facts/{1 << times}")],
        };

        Assert.Null((await rig.Model.AskAsync(question, CancellationToken.None)).Failure);
        Assert.Null((await rig.Model.AskAsync(question, CancellationToken.None)).Failure);

        Assert.Equal(["the facts", "facts/2", "facts/4", "facts/4"], rig.Server.Requests.Select(r => r.User));
        Assert.Equal([2000, 1000, 700, 700], rig.Server.Requests.Select(r => (int)r.Body[First]!));
    }

    [Theory]
    [InlineData(2, 3 + 9)]
    [InlineData(0, 1)]
    public async Task An_error_of_the_server_is_about_the_form_only_where_it_comes_again(int retries, int calls)
    {
        await using var rig = await StartAsync(settings => settings.Retries = retries);
        rig.Server.Answer = _ => FakeReply.Broken(500).With("Retry-After", "0");

        ModelRig.AssertFailed(FallbackReason.LlmError, await rig.AskAsync());

        Assert.Equal(calls, rig.Server.Requests.Count);
    }

    [Fact]
    public async Task What_did_not_work_in_the_end_is_not_remembered()
    {
        await using var rig = await StartAsync();
        rig.Server.Next(FakeReply.RefusedFormat("json_schema"), FakeReply.WrongKey());

        ModelRig.AssertFailed(FallbackReason.LlmError, await rig.AskAsync());
        rig.Time.Advance(TimeSpan.FromSeconds(30));
        await rig.AskAsync();

        Assert.Equal("json_schema", rig.Server.Requests.Last().Format);
    }

    [Theory]
    [InlineData("""{"object":"error","message":"json_schema is not supported by this backend","code":400}""", 400)]
    [InlineData("""{"detail":[{"loc":["body","response_format","type"],"msg":"Input should be 'text'"}]}""", 422)]
    [InlineData("""{"error":"response_format is not implemented"}""", 400)]
    [InlineData("Structured output needs a newer version.", 400)]
    [InlineData("""{"error":{"message":"Too many messages for this.","param":"messages"}}""", 400)]
    [InlineData("No.", 404)]
    [InlineData("", 415)]
    [InlineData("<html>", 501)]
    [InlineData(
        """{"error":{"code":"BadRequest","message":"response_format value as json_schema is enabled only for api versions 2024-08-01-preview and later"}}""",
        400
    )]
    public async Task Servers_say_so_in_many_ways_or_not_at_all(string body, int status)
    {
        await using var rig = await StartAsync(settings => settings.Retries = 1);
        var refusal = FakeReply.Of(status, body).With("Retry-After", "0");
        rig.Server.Answer = request => request.Format == "json_schema" ? refusal : FakeReply.Text("{}");

        Assert.Null((await rig.AskAsync()).Failure);
        Assert.Equal(["json_schema", "json_object"], rig.Server.Requests.Select(r => r.Format).Distinct());
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
