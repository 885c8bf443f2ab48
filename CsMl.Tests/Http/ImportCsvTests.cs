using System.Text.Json;
using static CsMl.Tests.Http.ImportCalls;

namespace CsMl.Tests.Http;

/// <summary>What the columns and rows of imported CSV mean.</summary>
public sealed class ImportCsvTests(SampleApp sample) : IClassFixture<SampleApp>
{
    private readonly RunningApp _app = sample.App;

    [Fact]
    public async Task Csv_has_its_columns_in_any_order_with_quotes_and_accents()
    {
        var answer = await _app.ImportAsync(
            Csv,
            "name,renewalDate,accountId,type,healthScore,annualRevenue,ownerId,createdAt,somethingElse\n"
                + "\"Smith, Jones & \"\"Co\"\"\",2027-05-31,csv1,customer,61.5,12000.50,csm-1,2024-01-02,whatever\n"
                + "Zoë's “Café” 漢字,,csv2,,,,,,\n"
        );

        Assert.Equal((2, 2, 0), Counts(answer.Is(200)));
        var one = await _app.ContextAsync("csv1");
        Assert.Equal("Smith, Jones & \"Co\"", one.Text("data.name"));
        Assert.Equal("CUSTOMER", one.Text("data.type"));
        Assert.Equal(61.5, one.Number("data.healthScore"));
        Assert.Equal(12000.50m, one.At("data.annualRevenue").GetDecimal());
        Assert.Equal("2027-05-31T00:00:00Z", one.Text("data.renewalDate"));
        Assert.Equal("csm-1", one.Text("data.ownerId"));
        var two = await _app.ContextAsync("csv2");
        Assert.Equal("Zoë's “Café” 漢字", two.Text("data.name"));
        Assert.Equal(JsonValueKind.Null, two.At("data.healthScore").ValueKind);
    }

    [Fact]
    public async Task Csv_rows_that_are_wrong_are_named_by_line_and_field()
    {
        var answer = await _app.ImportAsync(
            Csv,
            "accountId,name,healthScore,annualRevenue,createdAt,type\n"
                + "ok1,Good,50,1,2024-01-01,CUSTOMER\n"
                + ",No id,50,1,2024-01-01,CUSTOMER\n"
                + "bad2,,50,1,2024-01-01,CUSTOMER\n"
                + "bad3,Score,fifty,1,2024-01-01,CUSTOMER\n"
                + "bad4,Score,101,1,2024-01-01,CUSTOMER\n"
                + "bad5,Money,50,a lot,2024-01-01,CUSTOMER\n"
                + "bad6,Date,50,1,01/02/20x4,CUSTOMER\n"
                + "odd7,Type,50,1,2024-01-01,KING\n"
                + "bad/8,Id,50,1,2024-01-01,CUSTOMER\n"
                + "bad9,Too,many,1,2024-01-01,CUSTOMER,x\n"
                + "ok2,Short\n"
        );

        Assert.Equal((11, 7, 4), Counts(answer.Is(200)));
        Assert.Equal([(3, "accountId"), (4, "name"), (10, "accountId"), (11, "")], Places(answer, "errors"));
        Assert.Equal(
            [(5, "healthScore"), (6, "healthScore"), (7, "annualRevenue"), (8, "createdAt")],
            Places(answer, "warnings")
        );
        Assert.Equal(("type", "KING"), (answer.Text("unknownWords[0].field"), answer.Text("unknownWords[0].word")));
        (await _app.ContextAsync("ok1")).Is(200);
        (await _app.ContextAsync("ok2")).Is(200);
    }

    [Fact]
    public async Task A_wrong_value_in_csv_is_shown()
    {
        var answer = await _app.ImportAsync(
            Csv,
            "accountId,name,healthScore,createdAt\ns1,Comma,\"77;5\",2024-01-01\ns2,Date,61,01/02/20x4\n"
        );

        Assert.Equal("'77;5' is not a number; write one from 0 to 100", answer.Text("warnings[0].message"));
        Assert.StartsWith("'01/02/20x4' is not a date; ", answer.Text("warnings[1].message"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("number,name\n1,a\n", "accountId")]
    [InlineData("accountId,title\n1,a\n", "name")]
    public async Task Csv_without_the_columns_that_it_needs_says_which(string csv, string field)
    {
        var answer = await _app.ImportAsync(Csv, csv);

        Assert.Equal(field, answer.Is(200).Text("errors[0].field"));
        Assert.Equal(0, answer.At("imported").GetInt32());
    }

    [Fact]
    public async Task Csv_keeps_what_is_known_beside_the_profile()
    {
        await _app.PutAsync(Some.KnownAccount().WithHealth(70) with { AccountId = "keeps", OwnerId = "csm-9" });
        var before = await _app.ContextAsync("keeps");

        var answer = await _app.ImportAsync(Csv, "accountId,name,healthScore,ownerId\nkeeps,Renamed,35,\n");

        Assert.Equal((1, 1, 0), Counts(answer));
        var after = await _app.ContextAsync("keeps");
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
        await _app.ImportAsync(
            Csv,
            "accountId,name,type,ownerId,createdAt,healthScore,annualRevenue,renewalDate\n"
                + "full,Full,CUSTOMER,csm-1,2024-01-02,61,12000.50,2027-05-31\n"
        );
        var before = await _app.ContextAsync("full");

        await _app.ImportAsync(
            Csv,
            "accountId,name,type,ownerId,createdAt,healthScore,annualRevenue,renewalDate\nfull,Full,,,,,,\n"
        );
        Assert.Equal(before.Body, (await _app.ContextAsync("full")).Body);

        await _app.ImportAsync(
            Csv,
            "accountId,name,type,ownerId,createdAt,healthScore,annualRevenue,renewalDate\n"
                + "full,Fuller,PARTNER,csm-2,2023-04-05,16,7,2028-06-30\n"
        );
        var after = await _app.ContextAsync("full");
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
        await _app.ImportAsync(Csv, "accountId,name,healthScore,ownerId\nadds,One,35,\nadds,Two,,csm-2\n");

        var both = await _app.ContextAsync("adds");
        Assert.Equal(
            ("Two", 35, "csm-2"),
            (both.Text("data.name"), both.Number("data.healthScore"), both.Text("data.ownerId"))
        );
    }
}
