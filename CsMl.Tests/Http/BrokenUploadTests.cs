using System.Net.Sockets;
using System.Text;
using CsMl.Core.Portfolio;
using static CsMl.Tests.Http.ImportCalls;

namespace CsMl.Tests.Http;

/// <summary>An upload that does not become a run leaves no row in any table.</summary>
public sealed class BrokenUploadTests
{
    private const string Query = "?wait=false";

    /// <summary>Two parts and more, so that something was stored before it failed.</summary>
    private static readonly string Rows = string.Concat(
        Enumerable.Range(0, 40_000).Select(i => $"cut-{i},Account {i}\n")
    );

    [Fact]
    public async Task One_that_is_too_large()
    {
        await using var app = await RunningApp.StartAsync();
        var before = app.Dump();
        using var request = new HttpRequestMessage(HttpMethod.Post, RunningApp.Portfolio("import" + Query))
        {
            Content = new StreamContent(new Host.Zeros(90L * MiB + 1)),
        };
        request.Content.Headers.ContentType = new(Lines);
        request.Headers.TransferEncodingChunked = true;
        request.Headers.ConnectionClose = true;

        (await app.SendAsync(request)).IsProblem(413, "BODY_TOO_LARGE");

        Assert.Equal(before, app.Dump());
    }

    [Fact]
    public async Task One_of_a_form_that_is_cut_off()
    {
        await using var app = await RunningApp.StartAsync();
        var before = app.Dump();

        var answer = await app.ImportAsync(
            Query,
            "multipart/form-data; boundary=b",
            Encoding.UTF8.GetBytes(
                $"--b\r\nContent-Disposition: form-data; name=\"f\"; filename=\"a.csv\"\r\n\r\naccountId,name\n{Rows}"
            )
        );

        Assert.Contains("cut off", answer.IsProblem(400, "INVALID_REQUEST").Body, StringComparison.Ordinal);
        Assert.Equal(before, app.Dump());
    }

    [Fact]
    public async Task One_whose_sender_breaks_off()
    {
        await using var app = await RunningApp.StartAsync();
        var before = app.Dump();
        using (var client = await SendHalfAsync(app))
        {
            await WhenAsync(() => app.Dump().Any(IsPart));
        }

        await WhenAsync(() => app.Dump().SequenceEqual(before));
        (await app.GetAsync(RunningApp.Portfolio("status"))).Is(200);
        Assert.Empty(app.Log.Errors);
    }

    /// <summary>The process dies with the upload: nobody deletes what it stored, until the timer looks for it.</summary>
    [Fact]
    public async Task One_whose_process_died_is_swept_by_the_timer_of_resumed_runs()
    {
        var cut = new Storage.Cut();
        await using var app = await RunningApp.StartAsync(cut.Over);
        var before = app.Dump();
        cut.At(3, arrives: true);
        await Assert.ThrowsAsync<Storage.Cut.CutException>(() => UploadAsync(app));
        cut.Mend();
        Assert.Contains(app.Dump(), IsPart);

        app.Clock.Advance(TimeSpan.FromSeconds(44));
        await app.Service<ResumeRuns>().RunAsync(CancellationToken.None);
        Assert.Contains(app.Dump(), IsPart);
        app.Clock.Advance(TimeSpan.FromSeconds(1));
        await app.Service<ResumeRuns>().RunAsync(CancellationToken.None);

        Assert.Equal(before, app.Dump());
    }

    /// <summary>The process slept, and wakes up between the timer's look and what it does.</summary>
    [Fact]
    public async Task One_that_goes_on_just_as_the_timer_takes_it_for_dead_keeps_its_parts()
    {
        var cut = new Storage.Cut();
        await using var app = await RunningApp.StartAsync(tables =>
        {
            var under = cut.Over(tables);
            return under with { Runs = new Storage.MeanwhileTable(under.Runs) };
        });
        cut.At(3, arrives: true);
        await Assert.ThrowsAsync<Storage.Cut.CutException>(() => UploadAsync(app));
        cut.Mend();
        var still = app.Dump().Count(IsPart);
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        var heartbeats = app.Service<RunHeartbeats>();
        var id = Assert.Single(await heartbeats.ListAsync(RunningApp.Tenant, CancellationToken.None));
        HeldRun
            .RunsOf(app)
            .Before(
                changes => changes[0].RowKey.EndsWith(id, StringComparison.Ordinal),
                () => heartbeats.BeginAsync(RunningApp.Tenant, id, CancellationToken.None)
            );

        await app.Service<ResumeRuns>().RunAsync(CancellationToken.None);

        Assert.InRange(still, 1, int.MaxValue);
        Assert.Equal(still, app.Dump().Count(IsPart));
        Assert.Equal([id], await heartbeats.ListAsync(RunningApp.Tenant, CancellationToken.None));
    }

    private static Task<RunRecord> UploadAsync(RunningApp app) =>
        app.Service<StartImport>()
            .RunAsync(
                RunningApp.Tenant,
                new(new MemoryStream(Encoding.UTF8.GetBytes(Rows))),
                new(),
                CancellationToken.None
            );

    private static bool IsPart(string row) => row.Split('{')[0].Contains(" file~", StringComparison.Ordinal);

    private static async Task<TcpClient> SendHalfAsync(RunningApp app)
    {
        var head = Encoding
            .ASCII.GetString(
                RawCall.Bytes("POST", RunningApp.Portfolio("import" + Query), default, $"Content-Type: {Csv}")
            )
            .Replace("Content-Length: 0", $"Content-Length: {2 * Rows.Length}", StringComparison.Ordinal);
        var client = new TcpClient();
        await client.ConnectAsync(app.Address.Host, app.Address.Port);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(head + Rows));
        return client;
    }
}
