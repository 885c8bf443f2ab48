using System.Text;
using static CsMl.Tests.Http.ImportCalls;

namespace CsMl.Tests.Http;

/// <summary>What is too long, too large or cut off, and what is merely much.</summary>
public sealed class ImportLimitsTests(SampleApp sample) : IClassFixture<SampleApp>
{
    private readonly RunningApp _app = sample.App;

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

        var answer = await _app.ImportAsync(Lines, body);

        Assert.Equal((5, 3, 2), Counts(answer));
        Assert.Equal([2, 4], answer.Items("errors").Select(e => e.GetProperty("line").GetInt32()));
        (await _app.ContextAsync("before")).Is(200);
        (await _app.ContextAsync("fits")).Is(200);
        (await _app.ContextAsync("after")).Is(200);
        (await _app.ContextAsync("long")).Is(404);
    }

    [Fact]
    public async Task A_csv_row_over_1_MiB_is_named_and_those_before_are_kept()
    {
        var answer = await _app.ImportAsync(Csv, $"accountId,name\nc1,One\nc2,{new string('x', 2 * MiB)}\n");

        Assert.Equal(200, answer.Status);
        Assert.Equal(3, answer.At("errors[0].line").GetInt32());
        (await _app.ContextAsync("c1")).Is(200);
        (await _app.ContextAsync("c2")).Is(404);
    }

    [Fact]
    public async Task More_than_100_MiB_are_refused_by_their_length_before_anything_changes()
    {
        var before = _app.Dump();

        foreach (var type in (string[])[Lines, Csv])
        {
            // Only the head and one good line are sent: what the rest would be does not matter.
            var request = RawCall.Bytes("POST", RunningApp.Portfolio("import"), default, $"Content-Type: {type}");
            var head = Encoding
                .ASCII.GetString(request)
                .Replace("Content-Length: 0", $"Content-Length: {100 * MiB + 1}", StringComparison.Ordinal);
            var answer = await RawCall.SendAsync(
                _app.Address,
                Encoding.ASCII.GetBytes(head + "{\"accountId\":\"never\",\"name\":\"Never\"}\n")
            );

            answer.IsProblem(413, "BODY_TOO_LARGE");
        }

        Assert.Equal(before, _app.Dump());
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

        (await _app.SendAsync(request)).IsProblem(413, "BODY_TOO_LARGE");
    }

    [Fact]
    public async Task A_sender_that_breaks_off_harms_nobody()
    {
        var request = Encoding.ASCII.GetString(
            RawCall.Bytes("POST", RunningApp.Portfolio("import"), default, $"Content-Type: {Lines}")
        );
        using (var client = new System.Net.Sockets.TcpClient())
        {
            await client.ConnectAsync(_app.Address.Host, _app.Address.Port);
            await client
                .GetStream()
                .WriteAsync(
                    Encoding.ASCII.GetBytes(
                        request.Replace("Content-Length: 0", "Content-Length: 1000", StringComparison.Ordinal)
                            + "{\"accountId\":\"half\",\"na"
                    )
                );
        }

        (await _app.GetAsync(RunningApp.Portfolio("status"))).Is(200);
        (await _app.ContextAsync("half")).Is(404);
    }

    [Fact]
    public async Task Thousands_of_lines_are_all_there()
    {
        var body = new StringBuilder();
        for (var i = 0; i < 3_000; i++)
        {
            body.Append($"{{\"accountId\":\"bulk-{i}\",\"name\":\"Bulk {i}\"}}\n");
        }

        Assert.Equal((3_000, 3_000, 0), Counts(await _app.ImportAsync(Lines, body.ToString())));

        (await _app.ContextAsync("bulk-0")).Is(200);
        (await _app.ContextAsync("bulk-2999")).Is(200);
        Assert.Equal(
            3_000,
            _app.Dump()
                .Count(r =>
                    r.StartsWith("accounts ", StringComparison.Ordinal)
                    && r.Contains(" bulk-", StringComparison.Ordinal)
                )
        );
    }
}
