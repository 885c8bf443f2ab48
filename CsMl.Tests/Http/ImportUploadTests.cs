using System.Text;
using CsMl.Tests.Accounts.Import;
using static CsMl.Tests.Http.ImportCalls;

namespace CsMl.Tests.Http;

/// <summary>How browsers, Windows and programs send files.</summary>
public sealed class ImportUploadTests(SampleApp sample) : IClassFixture<SampleApp>
{
    private const string Table = "Account ID;Account Name\nu1;Müller\n";

    private static readonly byte[] Utf8 = Encoding.UTF8.GetBytes(Table);

    private readonly RunningApp _app = sample.App;

    [Theory]
    [InlineData("text/csv")]
    [InlineData("text/csv; charset=utf8")]
    [InlineData("text/csv; charset=us-ascii")]
    [InlineData("text/csv; charset=\"UTF-8\"; header=present")]
    [InlineData("application/vnd.ms-excel")]
    [InlineData("application/octet-stream")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("text/tab-separated-values")]
    [InlineData("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")]
    [InlineData(null)]
    public async Task A_table_is_taken_by_any_of_its_types(string? type)
    {
        Assert.Equal((1, 1, 0), Counts((await _app.ImportAsync(type, Utf8)).Is(200)));
        Assert.Equal((1, 1, 0), Counts((await _app.ImportAsync(type, ImportRig.Gzip(Utf8))).Is(200)));
        var book = Workbook.Of(["Account ID", "Account Name"], ["u1", "Müller"]);
        Assert.Equal((1, 1, 0), Counts((await _app.ImportAsync(type, book)).Is(200)));
        Assert.Equal("Müller", (await _app.ContextAsync("u1")).Text("data.name"));
    }

    [Theory]
    [InlineData("application/json", "[{\"accountId\":\"u2\",\"name\":\"A\"},\n{\"accountId\":\"u3\",\"name\":\"B\"}]")]
    [InlineData(
        "application/json",
        "{\n  \"accountId\": \"u2\",\n  \"name\": \"A\"\n}\n{\"accountId\":\"u3\",\"name\":\"B\"}"
    )]
    [InlineData("text/csv", "[{\"accountId\":\"u2\",\"name\":\"A\"},{\"accountId\":\"u3\",\"name\":\"B\"}]")]
    public async Task A_list_and_pretty_json_are_taken(string type, string body)
    {
        Assert.Equal((2, 2, 0), Counts((await _app.ImportAsync(type, body)).Is(200)));
    }

    [Fact]
    public async Task A_body_may_be_encoded_with_gzip()
    {
        Assert.Equal((1, 1, 0), Counts(await SendAsync("import", HttpMethod.Post, "gzip", ImportRig.Gzip(Utf8), Csv)));
        (await SendAsync("import", HttpMethod.Post, "br", Utf8, Csv)).IsProblem(415, "UNSUPPORTED_MEDIA_TYPE");
    }

    [Fact]
    public async Task A_json_body_may_be_encoded_with_gzip_and_is_bounded_by_what_it_holds()
    {
        var route = RunningApp.Account("u4", "context");
        var body = "{\"name\":\"Small\"}"u8.ToArray();

        (await PutAsync(route, ImportRig.Gzip(body))).Is(200);
        Assert.Equal("Small", (await _app.ContextAsync("u4")).Text("data.name"));
        (await PutAsync(route, ImportRig.Gzip([.. body, .. new byte[6 * MiB]]))).IsProblem(413, "BODY_TOO_LARGE");
        (await PutAsync(route, ImportRig.Gzip(body)[..^12])).IsProblem(400, "INVALID_REQUEST");
        (await PutAsync(route, body)).IsProblem(400, "INVALID_REQUEST");
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public async Task A_bomb_is_refused_for_what_it_holds()
    {
        var zeros = new byte[64 * MiB];
        using var target = new MemoryStream();
        using (var gzip = new System.IO.Compression.GZipStream(target, System.IO.Compression.CompressionLevel.Fastest))
        {
            for (var i = 0; i < 17; i++)
            {
                await gzip.WriteAsync(zeros);
            }
        }

        (await _app.ImportAsync(Csv, target.ToArray())).IsProblem(413, "BODY_TOO_LARGE");
    }

    [Fact]
    public async Task The_first_file_of_a_form_is_taken()
    {
        using var form = new MultipartFormDataContent
        {
            { new StringContent("something"), "note" },
            {
                new ByteArrayContent(Encoding.UTF8.GetBytes("Account ID,Account Name\nu5,Of a form\n")),
                "file",
                "Kunden.csv"
            },
        };
        using var request = new HttpRequestMessage(HttpMethod.Post, RunningApp.Portfolio("import")) { Content = form };

        Assert.Equal((1, 1, 0), Counts((await _app.SendAsync(request)).Is(200)));
        Assert.Equal("Of a form", (await _app.ContextAsync("u5")).Text("data.name"));
    }

    [Theory]
    [InlineData("multipart/form-data", "x")]
    [InlineData("multipart/form-data; boundary=b", "")]
    [InlineData(
        "multipart/form-data; boundary=b",
        "--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n--b--\r\n"
    )]
    [InlineData("multipart/form-data; boundary=b", "--b\r\nnonsense")]
    public async Task A_form_without_a_file_is_refused(string type, string body)
    {
        (await _app.ImportAsync(type, body)).IsProblem(400, "INVALID_REQUEST");
    }

    [Fact]
    public async Task A_form_that_is_cut_off_keeps_its_rows_and_says_so()
    {
        var rows = string.Concat(Enumerable.Range(0, 20_000).Select(i => $"cut-{i},Account {i}\n"));
        var answer = await _app.ImportAsync(
            "multipart/form-data; boundary=b",
            $"--b\r\nContent-Disposition: form-data; name=\"f\"; filename=\"a.csv\"\r\n\r\naccountId,name\n{rows}"
        );

        Assert.Equal(1, answer.Is(200).At("failed").GetInt32());
        Assert.Contains("cut off", answer.Text("errors[0].message"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("knd=activities", "knd", "did you mean kind?")]
    [InlineData("kind=people", "kind", "activities")]
    [InlineData("numbers=fr", "numbers", "en, de")]
    [InlineData("dates=dmy&dates=mdy", "dates", "once")]
    [InlineData("map=nonsense", "map", "Column=field")]
    public async Task A_wrong_parameter_is_refused_before_anything_changes(string query, string field, string told)
    {
        var answer = await _app.PostAsync(RunningApp.Portfolio("import") + "?" + query);

        answer.IsProblem(400, "INVALID_REQUEST", field);
        Assert.Contains(told, answer.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Formats_and_columns_are_said_in_the_query()
    {
        var query = "?numbers=de&dates=mdy&map=" + Uri.EscapeDataString("Nr=accountId") + "&map=Notiz=-";
        using var request = new HttpRequestMessage(HttpMethod.Post, RunningApp.Portfolio("import") + query)
        {
            Content = new StringContent(
                "Nr;Firma;Umsatz;Verlängerung;Notiz\nu6;A;84.000;03/04/2027;x\n",
                Encoding.UTF8,
                Csv
            ),
        };

        Assert.Equal((1, 1, 0), Counts((await _app.SendAsync(request)).Is(200)));
        var facts = await _app.ContextAsync("u6");
        Assert.Equal(84_000, facts.Number("data.annualRevenue"));
        Assert.StartsWith("2027-03-04", facts.Text("data.renewalDate"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_web_site_cannot_make_a_browser_import()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, RunningApp.Portfolio("import"))
        {
            Content = new ByteArrayContent(Utf8),
            Headers = { { "Sec-Fetch-Site", "cross-site" } },
        };

        (await _app.SendAsync(request)).IsProblem(403, "FORBIDDEN");
    }

    private Task<HttpAnswer> PutAsync(string route, byte[] body) =>
        SendAsync(route, HttpMethod.Put, "gzip", body, "application/json");

    private async Task<HttpAnswer> SendAsync(string route, HttpMethod method, string encoding, byte[] body, string type)
    {
        using var request = new HttpRequestMessage(method, route == "import" ? RunningApp.Portfolio(route) : route)
        {
            Content = new ByteArrayContent(body),
        };
        request.Content.Headers.ContentType = new(type);
        request.Content.Headers.ContentEncoding.Add(encoding);
        return await _app.SendAsync(request);
    }
}
