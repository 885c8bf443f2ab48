using System.Text;
using System.Text.Json;

namespace CsMl.Tests.Http;

public sealed class ImportTests(SampleApp sample) : IClassFixture<SampleApp>
{
    private const string Csv = "text/csv";
    private const string Lines = "application/x-ndjson";
    private const int MiB = 1024 * 1024;

    private readonly RunningApp app = sample.App;

    [Theory]
    [InlineData("application/x-ndjson")]
    [InlineData("application/jsonl")]
    [InlineData("application/x-ndjson; charset=utf-8")]
    [InlineData("Application/X-NDJSON")]
    [InlineData(null)]
    public async Task Good_lines_are_kept_and_bad_ones_are_named(string? type)
    {
        var id = Guid.NewGuid().ToString("N");
        var answer = await ImportAsync(
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
        Assert.Equal((5, 2, 3), Counts(answer));
        Assert.Equal(
            [(2, "name"), (3, ""), (5, "healthScore"), (5, "activities[0].date")],
            answer.Items("errors").Select(e => (e.GetProperty("line").GetInt32(), e.GetProperty("field").GetString()!))
        );
        (await ContextAsync(id + "-1")).Is(200);
        (await ContextAsync(id + "-2")).Is(404);
        (await ContextAsync(id + "-3")).Is(404);
        (await ContextAsync(id + "-4")).Is(200);
    }

    [Fact]
    public async Task A_byte_order_mark_carriage_returns_and_blank_lines_do_no_harm()
    {
        var lines = await ImportAsync(
            Lines,
            "\uFEFF{\"accountId\":\"w1\",\"name\":\"One\"}\r\n\r\n  \r\n{\"accountId\":\"w2\",\"name\":\"Two\"}\r\n"
        );
        var csv = await ImportAsync(Csv, "\uFEFFaccountId,name\r\nw3,Three\r\n\r\nw4,Four\r\n");

        Assert.Equal((2, 2, 0), Counts(lines));
        Assert.Equal((2, 2, 0), Counts(csv));
        Assert.Equal("Three", (await ContextAsync("w3")).Text("data.name"));
        Assert.Equal("Four", (await ContextAsync("w4")).Text("data.name"));
    }

    [Fact]
    public async Task Nothing_at_all_is_nothing_received()
    {
        Assert.Equal((0, 0, 0), Counts((await ImportAsync(Lines, "")).Is(200)));
        Assert.Equal((0, 0, 0), Counts((await app.PostAsync(RunningApp.Portfolio("import"))).Is(200)));
    }

    [Fact]
    public async Task Of_an_account_given_twice_the_later_line_counts()
    {
        var answer = await ImportAsync(
            Lines,
            """
            {"accountId":"twice","name":"First"}
            {"accountId":"twice","name":"Second"}
            """
        );

        Assert.Equal((2, 2, 0), Counts(answer));
        Assert.Equal("Second", (await ContextAsync("twice")).Text("data.name"));
    }

    [Fact]
    public async Task A_field_given_twice_in_a_line_is_a_mistake()
    {
        var answer = await ImportAsync(Lines, """{"accountId":"dup","name":"a","name":"b"}""");

        Assert.Equal((1, 0, 1), Counts(answer));
        Assert.Equal("name", answer.Text("errors[0].field"));
    }

    [Fact]
    public async Task Csv_has_its_columns_in_any_order_with_quotes_and_accents()
    {
        var answer = await ImportAsync(
            Csv,
            "name,renewalDate,accountId,type,healthScore,annualRevenue,ownerId,createdAt,somethingElse\n"
                + "\"Smith, Jones & \"\"Co\"\"\",2027-05-31,csv1,customer,61.5,12000.50,csm-1,2024-01-02,whatever\n"
                + "Zoë's “Café” 漢字,,csv2,,,,,,\n"
        );

        Assert.Equal((2, 2, 0), Counts(answer.Is(200)));
        var one = await ContextAsync("csv1");
        Assert.Equal("Smith, Jones & \"Co\"", one.Text("data.name"));
        Assert.Equal("CUSTOMER", one.Text("data.type"));
        Assert.Equal(61.5, one.Number("data.healthScore"));
        Assert.Equal(12000.50m, one.At("data.annualRevenue").GetDecimal());
        Assert.Equal("2027-05-31T00:00:00Z", one.Text("data.renewalDate"));
        Assert.Equal("csm-1", one.Text("data.ownerId"));
        var two = await ContextAsync("csv2");
        Assert.Equal("Zoë's “Café” 漢字", two.Text("data.name"));
        Assert.Equal(JsonValueKind.Null, two.At("data.healthScore").ValueKind);
    }

    [Fact]
    public async Task Csv_rows_that_are_wrong_are_named_by_line_and_field()
    {
        var answer = await ImportAsync(
            Csv,
            "accountId,name,healthScore,annualRevenue,createdAt,type\n"
                + "ok1,Good,50,1,2024-01-01,CUSTOMER\n"
                + ",No id,50,1,2024-01-01,CUSTOMER\n"
                + "bad2,,50,1,2024-01-01,CUSTOMER\n"
                + "bad3,Score,fifty,1,2024-01-01,CUSTOMER\n"
                + "bad4,Score,101,1,2024-01-01,CUSTOMER\n"
                + "bad5,Money,50,a lot,2024-01-01,CUSTOMER\n"
                + "bad6,Date,50,1,01/02/2024,CUSTOMER\n"
                + "bad7,Type,50,1,2024-01-01,KING\n"
                + "bad/8,Id,50,1,2024-01-01,CUSTOMER\n"
                + "bad9,Too,many,1,2024-01-01,CUSTOMER,x\n"
                + "ok2,Short\n"
        );

        Assert.Equal((11, 2, 9), Counts(answer.Is(200)));
        Assert.Equal(
            [
                (3, "accountId"),
                (4, "name"),
                (5, "healthScore"),
                (6, "healthScore"),
                (7, "annualRevenue"),
                (8, "createdAt"),
                (9, "type"),
                (10, "accountId"),
                (11, ""),
            ],
            answer.Items("errors").Select(e => (e.GetProperty("line").GetInt32(), e.GetProperty("field").GetString()!))
        );
        (await ContextAsync("ok1")).Is(200);
        (await ContextAsync("ok2")).Is(200);
    }

    [Fact]
    public async Task A_wrong_value_in_csv_is_shown()
    {
        var answer = await ImportAsync(
            Csv,
            "accountId,name,healthScore,createdAt\ns1,Comma,\"77,5\",2024-01-01\ns2,Date,1,01/02/2024\n"
        );

        Assert.Equal("'77,5' is not a number; write one from 0 to 100", answer.Text("errors[0].message"));
        Assert.StartsWith("'01/02/2024' is not a date; ", answer.Text("errors[1].message"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("id,name\n1,a\n", "accountId")]
    [InlineData("accountId,title\n1,a\n", "name")]
    public async Task Csv_without_the_columns_that_it_needs_says_which(string csv, string field)
    {
        var answer = await ImportAsync(Csv, csv);

        Assert.Equal(field, answer.Is(200).Text("errors[0].field"));
        Assert.Equal(0, answer.At("imported").GetInt32());
    }

    [Fact]
    public async Task Semicolons_part_columns_where_the_header_has_them_and_else_are_text()
    {
        await ImportAsync(Csv, "accountId;name;healthScore\nsemi1;One, Inc.;50\n");
        await ImportAsync(Csv, "accountId,name\nsemi2,a;b;c;d\nsemi3,e;f;g;h\n");

        Assert.Equal("One, Inc.", (await ContextAsync("semi1")).Text("data.name"));
        Assert.Equal("a;b;c;d", (await ContextAsync("semi2")).Text("data.name"));
    }

    [Fact]
    public async Task A_value_in_quotes_may_have_line_breaks()
    {
        var answer = await ImportAsync(
            Csv,
            "accountId,ownerId,name\r\nbreak1,\"c\r\nsm\",\"Smith\r\n& Jones\"\nbreak2,,Fine\nbreak3,,\n"
        );

        Assert.Equal((3, 2, 1), Counts(answer));
        Assert.Equal(6, answer.At("errors[0].line").GetInt32());
        Assert.Equal("Smith\r\n& Jones", (await ContextAsync("break1")).Text("data.name"));
        Assert.Equal("Fine", (await ContextAsync("break2")).Text("data.name"));
    }

    [Fact]
    public async Task A_row_with_text_behind_a_closing_quote_is_named_and_not_stored()
    {
        var answer = await ImportAsync(
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
            (await ContextAsync(bad)).Is(404);
        }

        Assert.Equal("fine", (await ContextAsync("q2")).Text("data.name"));
        Assert.Equal("12\" pipes", (await ContextAsync("q5")).Text("data.name"));
    }

    [Fact]
    public async Task A_quote_that_is_never_closed_is_named_with_what_was_not_read()
    {
        var answer = await ImportAsync(Csv, "accountId,name\nu1,Fine\nu2,\"open\nu3,Three\n");

        Assert.Equal((2, 1, 1), Counts(answer.Is(200)));
        Assert.Equal(3, answer.At("errors[0].line").GetInt32());
        Assert.Equal(
            "A quote in the row is never closed; nothing behind line 3 was read.",
            answer.Text("errors[0].message")
        );
        (await ContextAsync("u1")).Is(200);
        (await ContextAsync("u2")).Is(404);
    }

    [Fact]
    public async Task A_header_with_broken_quotes_is_named()
    {
        var answer = await ImportAsync(Csv, "accountId,\"na\"me\nh1,Fine\n");

        Assert.Equal((1, 0, 1), Counts(answer.Is(200)));
        Assert.Equal(1, answer.At("errors[0].line").GetInt32());
    }

    [Fact]
    public async Task Csv_that_is_not_utf8_is_named_and_not_stored()
    {
        var answer = await ImportAsync(Csv, [.. "accountId,name\nl1,Caf"u8, 0xe9, .. "\nl2,Fine\n"u8]);

        Assert.Equal((2, 1, 1), Counts(answer));
        Assert.Equal(2, answer.At("errors[0].line").GetInt32());
        Assert.Equal(
            "The text is not UTF-8; save the file as UTF-8 (in Excel: CSV UTF-8).",
            answer.Text("errors[0].message")
        );
        (await ContextAsync("l1")).Is(404);
    }

    [Fact]
    public async Task Csv_keeps_what_is_known_beside_the_profile()
    {
        await app.PutAsync(Some.KnownAccount().WithHealth(70) with { AccountId = "keeps", OwnerId = "csm-9" });
        var before = await ContextAsync("keeps");

        var answer = await ImportAsync(Csv, "accountId,name,healthScore,ownerId\nkeeps,Renamed,35,\n");

        Assert.Equal((1, 1, 0), Counts(answer));
        var after = await ContextAsync("keeps");
        Assert.Equal("Renamed", after.Text("data.name"));
        Assert.Equal(35, after.Number("data.healthScore"));
        Assert.Equal("csm-9", after.Text("data.ownerId"));
        foreach (var list in (string[])["data.healthHistory", "data.activities"])
        {
            Assert.NotEmpty(after.Items(list));
            Assert.Equal(before.At(list).GetRawText(), after.At(list).GetRawText());
        }
    }

    [Fact]
    public async Task An_empty_cell_keeps_what_is_known_and_a_filled_one_corrects_it()
    {
        await ImportAsync(
            Csv,
            "accountId,name,type,ownerId,createdAt,healthScore,annualRevenue,renewalDate\n"
                + "full,Full,CUSTOMER,csm-1,2024-01-02,61,12000.50,2027-05-31\n"
        );
        var before = await ContextAsync("full");

        await ImportAsync(
            Csv,
            "accountId,name,type,ownerId,createdAt,healthScore,annualRevenue,renewalDate\nfull,Full,,,,,,\n"
        );
        Assert.Equal(before.Body, (await ContextAsync("full")).Body);

        await ImportAsync(
            Csv,
            "accountId,name,type,ownerId,createdAt,healthScore,annualRevenue,renewalDate\n"
                + "full,Fuller,PARTNER,csm-2,2023-04-05,16,7,2028-06-30\n"
        );
        var after = await ContextAsync("full");
        Assert.Equal(
            ("Fuller", "PARTNER", "csm-2", 16, 7),
            (
                after.Text("data.name"),
                after.Text("data.type"),
                after.Text("data.ownerId"),
                after.Number("data.healthScore"),
                after.Number("data.annualRevenue")
            )
        );
        Assert.StartsWith("2023-04-05", after.Text("data.createdAt"), StringComparison.Ordinal);
        Assert.StartsWith("2028-06-30", after.Text("data.renewalDate"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_rows_of_one_account_add_up()
    {
        await ImportAsync(Csv, "accountId,name,healthScore,ownerId\nadds,One,35,\nadds,Two,,csm-2\n");

        var both = await ContextAsync("adds");
        Assert.Equal(
            ("Two", 35, "csm-2"),
            (both.Text("data.name"), both.Number("data.healthScore"), both.Text("data.ownerId"))
        );
    }

    [Fact]
    public async Task A_line_over_1_MiB_is_named_and_the_others_are_kept()
    {
        var fits = new string(' ', MiB - 60);
        var body =
            $"{{\"accountId\":\"before\",\"name\":\"Before\"}}\n"
            + $"{{\"accountId\":\"long\",\"name\":\"Long\"{new string(' ', MiB)}}}\n"
            + $"{{\"accountId\":\"fits\",\"name\":\"Fits\"{fits}}}\n"
            + $"{{\"accountId\":\"longer\",\"name\":\"Longer\"{new string(' ', 3 * MiB)}}}\n"
            + "{\"accountId\":\"after\",\"name\":\"After\"}";

        var answer = await ImportAsync(Lines, body);

        Assert.Equal((5, 3, 2), Counts(answer));
        Assert.Equal([2, 4], answer.Items("errors").Select(e => e.GetProperty("line").GetInt32()));
        (await ContextAsync("before")).Is(200);
        (await ContextAsync("fits")).Is(200);
        (await ContextAsync("after")).Is(200);
        (await ContextAsync("long")).Is(404);
    }

    [Fact]
    public async Task A_csv_row_over_1_MiB_is_named_and_those_before_are_kept()
    {
        var answer = await ImportAsync(Csv, $"accountId,name\nc1,One\nc2,{new string('x', 2 * MiB)}\n");

        Assert.Equal(200, answer.Status);
        Assert.Equal(3, answer.At("errors[0].line").GetInt32());
        (await ContextAsync("c1")).Is(200);
        (await ContextAsync("c2")).Is(404);
    }

    [Fact]
    public async Task More_than_100_MiB_are_refused_by_their_length_before_anything_changes()
    {
        var before = app.Dump();

        foreach (var type in (string[])[Lines, Csv])
        {
            // Only the head and one good line are sent: what the rest would be does not matter.
            var request = RawCall.Bytes("POST", RunningApp.Portfolio("import"), default, $"Content-Type: {type}");
            var head = Encoding
                .ASCII.GetString(request)
                .Replace("Content-Length: 0", $"Content-Length: {100 * MiB + 1}", StringComparison.Ordinal);
            var answer = await RawCall.SendAsync(
                app.Address,
                Encoding.ASCII.GetBytes(head + "{\"accountId\":\"never\",\"name\":\"Never\"}\n")
            );

            answer.IsProblem(413, "BODY_TOO_LARGE");
        }

        Assert.Equal(before, app.Dump());
    }

    [Fact]
    public async Task More_than_90_MiB_without_a_length_are_refused_on_the_way()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, RunningApp.Portfolio("import"))
        {
            Content = new StreamContent(new Host.Zeros(90L * MiB + 1)),
        };
        request.Content.Headers.ContentType = new(Lines);
        request.Headers.TransferEncodingChunked = true;
        // The server hangs up on what it did not read; no other call may go on over this connection.
        request.Headers.ConnectionClose = true;

        (await app.SendAsync(request)).IsProblem(413, "BODY_TOO_LARGE");
    }

    [Fact]
    public async Task A_sender_that_breaks_off_harms_nobody()
    {
        var request = Encoding.ASCII.GetString(
            RawCall.Bytes("POST", RunningApp.Portfolio("import"), default, $"Content-Type: {Lines}")
        );
        using (var client = new System.Net.Sockets.TcpClient())
        {
            await client.ConnectAsync(app.Address.Host, app.Address.Port);
            await client
                .GetStream()
                .WriteAsync(
                    Encoding.ASCII.GetBytes(
                        request.Replace("Content-Length: 0", "Content-Length: 1000", StringComparison.Ordinal)
                            + "{\"accountId\":\"half\",\"na"
                    )
                );
        }

        (await app.GetAsync(RunningApp.Portfolio("status"))).Is(200);
        (await ContextAsync("half")).Is(404);
    }

    [Fact]
    public async Task Thousands_of_lines_are_all_there()
    {
        var body = new StringBuilder();
        for (var i = 0; i < 3_000; i++)
        {
            body.Append($"{{\"accountId\":\"bulk-{i}\",\"name\":\"Bulk {i}\"}}\n");
        }

        Assert.Equal((3_000, 3_000, 0), Counts(await ImportAsync(Lines, body.ToString())));

        (await ContextAsync("bulk-0")).Is(200);
        (await ContextAsync("bulk-2999")).Is(200);
        Assert.Equal(
            3_000,
            app.Dump()
                .Count(r =>
                    r.StartsWith("accounts ", StringComparison.Ordinal)
                    && r.Contains(" bulk-", StringComparison.Ordinal)
                )
        );
    }

    private static (int, int, int) Counts(HttpAnswer answer) =>
        (answer.At("received").GetInt32(), answer.At("imported").GetInt32(), answer.At("failed").GetInt32());

    private Task<HttpAnswer> ContextAsync(string id) => app.GetAsync(RunningApp.Account(id, "context"));

    private Task<HttpAnswer> ImportAsync(string? type, string body) => ImportAsync(type, Encoding.UTF8.GetBytes(body));

    private async Task<HttpAnswer> ImportAsync(string? type, byte[] body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, RunningApp.Portfolio("import"))
        {
            Content = new ByteArrayContent(body),
        };
        if (type is not null)
        {
            request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
        }

        return await app.SendAsync(request);
    }
}
