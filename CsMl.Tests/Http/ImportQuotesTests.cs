using static CsMl.Tests.Http.ImportCalls;

namespace CsMl.Tests.Http;

/// <summary>Quotes, separators and encodings of imported CSV.</summary>
public sealed class ImportQuotesTests(SampleApp sample) : IClassFixture<SampleApp>
{
    private readonly RunningApp _app = sample.App;

    [Fact]
    public async Task A_value_in_quotes_may_have_line_breaks()
    {
        var answer = await _app.ImportAsync(
            Csv,
            "accountId,ownerId,name\r\nbreak1,\"c\r\nsm\",\"Smith\r\n& Jones\"\nbreak2,,Fine\nbreak3,,\n"
        );

        Assert.Equal((3, 2, 1), Counts(answer));
        Assert.Equal(6, answer.At("errors[0].line").GetInt32());
        Assert.Equal("Smith\r\n& Jones", (await _app.ContextAsync("break1")).Text("data.name"));
        Assert.Equal("Fine", (await _app.ContextAsync("break2")).Text("data.name"));
    }

    [Fact]
    public async Task A_row_with_text_behind_a_closing_quote_is_named_and_not_stored()
    {
        var answer = await _app.ImportAsync(
            Csv,
            "accountId,name\nq1,\"Smith\" & Co\nq2,fine\nq3,\"open\nq4,\"Jones\"\nq5,12\" pipes\n\"q6\"x,Six\n"
        );

        Assert.Equal((5, 2, 3), Counts(answer));
        Assert.Equal(
            [
                (2, "The row has text behind a closing quote"),
                (4, "Lines 4 to 5, read as one row, have text behind a closing quote"),
                (7, "The row has text behind a closing quote"),
            ],
            answer
                .Items("errors")
                .Select(e => (e.GetProperty("line").GetInt32(), e.GetProperty("message").GetString()!.Split(';')[0]))
        );
        foreach (var bad in (string[])["q1", "q3", "q4", "q6"])
        {
            (await _app.ContextAsync(bad)).Is(404);
        }

        Assert.Equal("fine", (await _app.ContextAsync("q2")).Text("data.name"));
        Assert.Equal("12\" pipes", (await _app.ContextAsync("q5")).Text("data.name"));
    }

    [Fact]
    public async Task A_quote_that_is_never_closed_is_named_with_what_was_not_read()
    {
        var answer = await _app.ImportAsync(Csv, "accountId,name\nu1,Fine\nu2,\"open\nu3,Three\n");

        Assert.Equal((2, 1, 1), Counts(answer.Is(200)));
        Assert.Equal(3, answer.At("errors[0].line").GetInt32());
        Assert.Equal(
            "A quote in the row is never closed; nothing behind line 3 was read.",
            answer.Text("errors[0].message")
        );
        (await _app.ContextAsync("u1")).Is(200);
        (await _app.ContextAsync("u2")).Is(404);
    }

    [Fact]
    public async Task A_header_with_broken_quotes_is_named()
    {
        var answer = await _app.ImportAsync(Csv, "accountId,\"na\"me\nh1,Fine\n");

        Assert.Equal((1, 0, 1), Counts(answer.Is(200)));
        Assert.Equal(1, answer.At("errors[0].line").GetInt32());
    }

    [Fact]
    public async Task Csv_that_is_not_utf8_is_read_as_windows_1252_and_says_so()
    {
        var answer = await _app.ImportAsync(Csv, [.. "accountId,name\nl1,Caf"u8, 0xe9, .. "\nl2,Fine\n"u8]);

        Assert.Equal((2, 2, 0), Counts(answer));
        Assert.Equal([(2, "")], Places(answer, "warnings"));
        Assert.Contains("Windows-1252", answer.Text("warnings[0].message"), StringComparison.Ordinal);
        Assert.Equal("Café", (await _app.ContextAsync("l1")).Text("data.name"));
    }

    [Fact]
    public async Task A_row_that_is_not_utf8_in_a_file_that_is_is_refused()
    {
        var answer = await _app.ImportAsync(Csv, [.. "accountId,name\nl3,Müller\nl4,Caf"u8, 0xe9, .. "\nl5,Fine\n"u8]);

        Assert.Equal((3, 2, 1), Counts(answer));
        Assert.Equal([(3, "")], Places(answer, "errors"));
        (await _app.ContextAsync("l4")).Is(404);
    }

    [Fact]
    public async Task Semicolons_part_columns_where_the_header_has_them_and_else_are_text()
    {
        await _app.ImportAsync(Csv, "accountId;name;healthScore\nsemi1;One, Inc.;50\n");
        await _app.ImportAsync(Csv, "accountId,name\nsemi2,a;b;c;d\nsemi3,e;f;g;h\n");

        Assert.Equal("One, Inc.", (await _app.ContextAsync("semi1")).Text("data.name"));
        Assert.Equal("a;b;c;d", (await _app.ContextAsync("semi2")).Text("data.name"));
    }
}
