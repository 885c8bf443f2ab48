using static CsMl.Tests.Http.ImportCalls;

namespace CsMl.Tests.Http;

/// <summary>What is imported whatever its form.</summary>
public sealed class ImportTests(SampleApp sample) : IClassFixture<SampleApp>
{
    private readonly RunningApp _app = sample.App;

    [Theory]
    [InlineData("application/x-ndjson")]
    [InlineData("application/jsonl")]
    [InlineData("application/x-ndjson; charset=utf-8")]
    [InlineData("Application/X-NDJSON")]
    [InlineData(null)]
    public async Task Good_lines_are_kept_and_bad_ones_are_named(string? type)
    {
        var id = Guid.NewGuid().ToString("N");
        var answer = await _app.ImportAsync(
            type,
            $$"""
            {"accountId":"{{id}}-1","name":"One","healthScore":40}
            {"accountId":"{{id}}-2"}
            not json

            {"accountId":"{{id}}-3","name":"Three","healthScore":"40","activities":[{"date":"x"}]}
            {"accountId":"{{id}}-4","name":"Four"}
            """
        );

        JsonShape.Is(answer.Is(200).Json, Shapes.Import);
        JsonShape.All(answer.At("errors"), Shapes.ImportError);
        Assert.Equal((5, 3, 2), Counts(answer));
        Assert.Equal([(2, "name"), (3, "")], Places(answer, "errors"));
        Assert.Equal([(5, "activities[0].date")], Places(answer, "warnings"));
        (await _app.ContextAsync(id + "-1")).Is(200);
        (await _app.ContextAsync(id + "-2")).Is(404);
        var three = (await _app.ContextAsync(id + "-3")).Is(200);
        Assert.Equal(40, three.Number("data.healthScore"));
        Assert.Empty(three.Items("data.activities"));
        (await _app.ContextAsync(id + "-4")).Is(200);
    }

    [Fact]
    public async Task A_byte_order_mark_carriage_returns_and_blank_lines_do_no_harm()
    {
        var lines = await _app.ImportAsync(
            Lines,
            "\uFEFF{\"accountId\":\"w1\",\"name\":\"One\"}\r\n\r\n  \r\n{\"accountId\":\"w2\",\"name\":\"Two\"}\r\n"
        );
        var csv = await _app.ImportAsync(Csv, "\uFEFFaccountId,name\r\nw3,Three\r\n\r\nw4,Four\r\n");

        Assert.Equal((2, 2, 0), Counts(lines));
        Assert.Equal((2, 2, 0), Counts(csv));
        Assert.Equal("Three", (await _app.ContextAsync("w3")).Text("data.name"));
        Assert.Equal("Four", (await _app.ContextAsync("w4")).Text("data.name"));
    }

    [Fact]
    public async Task Nothing_at_all_is_nothing_received()
    {
        Assert.Equal((0, 0, 0), Counts((await _app.ImportAsync(Lines, "")).Is(200)));
        Assert.Equal((0, 0, 0), Counts((await _app.PostAsync(RunningApp.Portfolio("import"))).Is(200)));
    }

    [Fact]
    public async Task Of_an_account_given_twice_the_later_line_counts()
    {
        var answer = await _app.ImportAsync(
            Lines,
            """
            {"accountId":"twice","name":"First"}
            {"accountId":"twice","name":"Second"}
            """
        );

        Assert.Equal((2, 2, 0), Counts(answer));
        Assert.Equal("Second", (await _app.ContextAsync("twice")).Text("data.name"));
    }

    [Fact]
    public async Task A_field_given_twice_in_a_line_is_a_mistake()
    {
        var answer = await _app.ImportAsync(Lines, """{"accountId":"dup","name":"a","name":"b"}""");

        Assert.Equal((1, 0, 1), Counts(answer));
        Assert.Equal("name", answer.Text("errors[0].field"));
    }
}
