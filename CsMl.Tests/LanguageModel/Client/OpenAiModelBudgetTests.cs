using CsMl.Core.LanguageModel.Client;
using CsMl.Core.LanguageModel.Prompts;
using CsMl.Core.Predictions;

namespace CsMl.Tests.LanguageModel.Client;

/// <summary>What a budget is told of calls: the server's bill, and a guess on the high side where it sends none.</summary>
public abstract class OpenAiModelBudgetTests(FakeApi api) : ModelTests(api)
{
    private const string NoUsage = """{"choices":[{"message":{"content":"some words of a reply"}}]}""";

    public static TheoryData<string, FakeReply> WithoutEnd { get; } =
        new()
        {
            { "torn", FakeReply.Torn() },
            { "reset", FakeReply.Reset() },
            { "JSON cut off", FakeReply.CutJson() },
        };

    public static TheoryData<string, FakeReply> Refused { get; } =
        new()
        {
            { "busy", FakeReply.Busy() },
            { "broken", FakeReply.Broken() },
            { "wrong key", FakeReply.WrongKey() },
            { "filtered", FakeReply.PromptFiltered() },
        };

    [Fact]
    public async Task A_bill_is_told_as_it_is()
    {
        await using var rig = await StartAsync(retries: 0);
        var budget = new RecordedBudget();
        rig.Server.Next(FakeReply.Text("a", new Bill(900, 80, Cached: 640)));

        await AskAsync(rig, budget);

        Assert.Equal((900, 640, 80), Sum(budget));
    }

    [Fact]
    public async Task A_reply_without_a_bill_is_guessed_from_its_text()
    {
        await using var rig = await StartAsync(retries: 0);
        var budget = new RecordedBudget();
        rig.Server.Next(FakeReply.Of(200, NoUsage));

        var reply = await AskAsync(rig, budget);

        Assert.Equal(("some words of a reply", 0), (reply.Text, reply.Usage.Tokens));
        Assert.Equal((InputOf(rig), 0, TokenEstimate.Of("some words of a reply")), Sum(budget));
    }

    [Theory]
    [MemberData(nameof(WithoutEnd))]
    public async Task A_reply_without_end_is_guessed_as_long_as_it_may_be(string name, FakeReply fault)
    {
        await using var rig = await StartAsync(retries: 0);
        var budget = new RecordedBudget();
        rig.Server.Next(fault);

        var reply = await AskAsync(rig, budget);

        Assert.True(reply.Failure is not null, name);
        Assert.Equal(0, reply.Usage.Tokens);
        Assert.Equal((InputOf(rig), 0, 2_000), Sum(budget));
    }

    [Fact]
    public async Task Silence_is_guessed_as_long_as_a_reply_may_be()
    {
        await using var rig = await StartAsync(retries: 0);
        var budget = new RecordedBudget();
        rig.Server.Next(FakeReply.Hang());

        var asked = AskAsync(rig, budget);
        await rig.Server.ArrivalAsync();
        rig.Time.Advance(TimeSpan.FromSeconds(30));

        ModelRig.AssertFailed(FallbackReason.LlmTimeout, await asked);
        Assert.Equal((InputOf(rig), 0, 2_000), Sum(budget));
    }

    [Fact]
    public async Task A_caller_who_goes_away_has_been_written_to_all_the_same()
    {
        await using var rig = await StartAsync(retries: 0);
        var budget = new RecordedBudget();
        rig.Server.Next(FakeReply.Hang());
        using var caller = new CancellationTokenSource();

        var asked = AskAsync(rig, budget, caller.Token);
        await rig.Server.ArrivalAsync();
        await caller.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asked);
        Assert.Equal((InputOf(rig), 0, 2_000), Sum(budget));
    }

    /// <summary>Bills of which a part cannot be read, or cannot be right.</summary>
    public static TheoryData<string> BadBills =>
        [
            """{"prompt_tokens":90,"completion_tokens":"12","total_tokens":102}""",
            """{"prompt_tokens":"90","completion_tokens":12}""",
            """{"prompt_tokens":90}""",
            """{"completion_tokens":12}""",
            """{"prompt_tokens":90,"completion_tokens":null}""",
            """{"prompt_tokens":90,"completion_tokens":-12}""",
            """{"prompt_tokens":90,"completion_tokens":12.5}""",
            """{"prompt_tokens":90,"completion_tokens":0}""",
            """{"prompt_tokens":0,"completion_tokens":12}""",
            """{"prompt_tokens":90,"completion_tokens":99999999}""",
            """{"prompt_tokens":99999999,"completion_tokens":12}""",
            """{"prompt_tokens":90,"completion_tokens":1e99}""",
            """{"prompt_tokens":90,"completion_tokens":12,"total_tokens":1}""",
            """{"prompt_tokens":90,"completion_tokens":12,"total_tokens":"102"}""",
            """{"prompt_tokens":90,"completion_tokens":12,"total_tokens":99999999}""",
            """{"prompt_tokens":90,"completion_tokens":12,"prompt_tokens_details":{"cached_tokens":91}}""",
            """{"prompt_tokens":90,"completion_tokens":12,"prompt_tokens_details":{"cached_tokens":-1}}""",
            """{"prompt_tokens":90,"completion_tokens":12,"prompt_tokens_details":[]}""",
            "[]",
            "\"much\"",
        ];

    [Theory]
    [MemberData(nameof(BadBills))]
    public async Task Where_a_part_of_a_bill_cannot_be_right_the_estimate_is_charged(string usage)
    {
        await using var rig = await StartAsync(retries: 0);
        var (answered, refused) = (new RecordedBudget(), new RecordedBudget());
        var body = $$$"""{"choices":[{"message":{"content":"abcde"}}],"usage":{{{usage}}}}""";
        rig.Server.Next(FakeReply.Of(200, body), FakeReply.Of(403, body));

        var reply = await AskAsync(rig, answered);
        await AskAsync(rig, refused);

        Assert.Equal(("abcde", 0), (reply.Text, reply.Usage.Tokens));
        Assert.Equal((InputOf(rig), 0, 2), Sum(answered));
        Assert.Equal((InputOf(rig), 0, 2_000), Sum(refused));
    }

    [Theory]
    [InlineData(10, false)]
    [InlineData(100, true)]
    public async Task A_bill_for_fewer_tokens_than_a_request_can_have_is_not_believed(int input, bool isBelieved)
    {
        await using var rig = await StartAsync(retries: 0);
        var budget = new RecordedBudget();
        rig.Server.Next(FakeReply.Text("a", new Bill(input, 12)));

        await rig.Model.AskAsync(
            ModelRig.Question(string.Concat(Enumerable.Repeat("a fact ", 1_000))) with
            {
                Budget = budget,
            },
            CancellationToken.None
        );

        Assert.Equal(isBelieved ? input : InputOf(rig), Sum(budget).Input);
    }

    [Fact]
    public async Task What_a_server_tells_in_the_total_alone_is_paid_for()
    {
        await using var rig = await StartAsync(retries: 0);
        var budget = new RecordedBudget();
        var usage = """{"prompt_tokens":90,"completion_tokens":12,"total_tokens":500}""";
        rig.Server.Next(FakeReply.Of(200, $$$"""{"choices":[{"message":{"content":"a"}}],"usage":{{{usage}}}}"""));

        await AskAsync(rig, budget);

        Assert.Equal((90, 0, 410), Sum(budget));
    }

    [Theory]
    [InlineData("""{"prompt_tokens":90.0,"completion_tokens":1.2e1,"total_tokens":102.0}""", 90, 12)]
    [InlineData("""{"input_tokens":90,"output_tokens":12}""", 90, 12)]
    [InlineData("""{"prompt_tokens":90,"total_tokens":102}""", 90, 12)]
    [InlineData("""{"completion_tokens":12,"total_tokens":102}""", 90, 12)]
    public async Task A_bill_is_read_in_the_forms_that_servers_write(string usage, int input, int output)
    {
        await using var rig = await StartAsync(retries: 0);
        rig.Server.Next(FakeReply.Of(200, $$$"""{"choices":[{"message":{"content":"a"}}],"usage":{{{usage}}}}"""));

        var reply = await AskAsync(rig, new RecordedBudget());

        Assert.Equal((input, output), (reply.Usage.InputTokens, reply.Usage.OutputTokens));
    }

    [Fact]
    public async Task A_total_alone_is_split_by_the_size_of_the_request()
    {
        await using var rig = await StartAsync(retries: 0);
        rig.Server.Next(
            FakeReply.Of(200, """{"choices":[{"message":{"content":"a"}}],"usage":{"total_tokens":400}}""")
        );

        var reply = await AskAsync(rig, new RecordedBudget());

        Assert.Equal((InputOf(rig), 400), (reply.Usage.InputTokens, reply.Usage.Tokens));
    }

    [Theory]
    [InlineData("\u001b[31mred\u202e")]
    [InlineData("<img src=x>")]
    [InlineData("")]
    public async Task A_name_that_is_none_is_not_shown(string model)
    {
        await using var rig = await StartAsync(retries: 0);
        var usage = """{"prompt_tokens":90,"completion_tokens":12}""";
        rig.Server.Next(
            FakeReply.Of(
                200,
                $$$"""{"model":{{{System.Text.Json.JsonSerializer.Serialize(model)}}},"choices":[{"message":{"content":"a"}}],"usage":{{{usage}}}}"""
            )
        );

        Assert.Equal("fake-model", (await AskAsync(rig, new RecordedBudget())).Usage.Model);
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task What_is_refused_costs_nothing(string name, FakeReply refusal)
    {
        await using var rig = await StartAsync(retries: 0);
        var budget = new RecordedBudget();
        rig.Server.Next(refusal);

        await AskAsync(rig, budget);

        Assert.True(Sum(budget) == (0, 0, 0), name);
    }

    [Fact]
    public async Task What_was_never_sent_costs_nothing()
    {
        await using var rig = await StartAsync(retries: 0);
        var budget = new RecordedBudget();
        await rig.Server.DisposeAsync();

        await AskAsync(rig, budget);

        Assert.Equal((0, 0, 0), Sum(budget));
    }

    [Fact]
    public async Task A_bill_after_a_torn_reply_is_told_beside_the_guess_and_alone_to_the_caller()
    {
        await using var rig = await StartAsync(retries: 1);
        var budget = new RecordedBudget();
        rig.Server.Next(FakeReply.Torn(), FakeReply.Text("a", new Bill(900, 80)));

        var asked = AskAsync(rig, budget);
        await rig.PassBackoffAsync(asked);
        var reply = await asked;

        Assert.Equal((900, 80), (reply.Usage.InputTokens, reply.Usage.OutputTokens));
        Assert.Equal((InputOf(rig) + 900, 0, 2_080), Sum(budget));
        Assert.Equal(2, budget.Told.Count);
    }

    private Task<ModelRig> StartAsync(int retries) => StartAsync(settings => settings.Retries = retries);

    private static Task<ModelReply> AskAsync(
        ModelRig rig,
        IModelBudget budget,
        CancellationToken cancellation = default
    ) =>
        rig
            .Model.AskAsync(ModelRig.Question() with { Budget = budget }, cancellation)
            .WaitAsync(HangGuard.Limit, CancellationToken.None);

    private static int InputOf(ModelRig rig) => TokenEstimate.Of(rig.Server.Requests.First().Bytes.Length);

    private static (int Input, int Cached, int Output) Sum(RecordedBudget budget) =>
        (
            budget.Told.Sum(usage => usage.InputTokens),
            budget.Told.Sum(usage => usage.CachedInputTokens),
            budget.Told.Sum(usage => usage.OutputTokens)
        );

    private sealed class RecordedBudget : IModelBudget
    {
        public List<ModelUsage> Told { get; } = [];

        public Task<bool> HasLeftAsync(CancellationToken cancellation) => Task.FromResult(true);

        public Task AddAsync(ModelUsage usage)
        {
            Told.Add(usage);
            return Task.CompletedTask;
        }
    }

    public sealed class OfOpenAi() : OpenAiModelBudgetTests(FakeApi.OpenAi);

    public sealed class OfAzure() : OpenAiModelBudgetTests(FakeApi.Azure);
}
