using System.Net.Sockets;

namespace CsMl.Tests.Http;

/// <summary>What holds without anybody setting it.</summary>
public sealed class DefaultsTests
{
    [Fact]
    public async Task No_answer_is_guessed_at_or_kept_for_others()
    {
        await using var app = await RunningApp.StartAsync();
        await app.PutSampleAsync(accounts: 1);

        foreach (
            var answer in new[]
            {
                (await app.GetAsync(RunningApp.Account("123", "churn-risk"))).Is(200),
                (await app.GetAsync(RunningApp.Portfolio("high-risk"))).Is(200),
                (await app.PostAsync(RunningApp.Portfolio("batch-predict"), "{}")).Is(202),
                (await app.GetAsync(RunningApp.Account("nobody", "churn-risk"))).Is(404),
                (await app.GetAsync(RunningApp.Portfolio("high-risk?limit=0"))).Is(400),
                (await app.GetAsync("/api/nothing")).Is(404),
                (await app.GetAsync("/admin/functions")).Is(200),
            }
        )
        {
            Assert.Equal("nosniff", answer.Headers["X-Content-Type-Options"]);
            Assert.Equal("no-cache, private", string.Join(", ", answer.Headers["Cache-Control"].Split(", ").Order()));
        }
    }

    [Theory]
    [InlineData("churn-risk")]
    [InlineData("health-insights")]
    [InlineData("health-insights?refresh=true")]
    public async Task A_GET_that_another_site_makes_a_browser_send_predicts_nothing(string path)
    {
        await using var app = await RunningApp.StartAsync();
        await app.PutSampleAsync(accounts: 1);
        var before = app.Dump();

        foreach (var forged in (string[])["cross-site", "CROSS-SITE", "cross-site, none"])
        {
            (await app.GetAsync(RunningApp.Account("123", path), ("Sec-Fetch-Site", forged))).IsProblem(
                403,
                "FORBIDDEN"
            );
        }

        Assert.Equal(before, app.Dump());
        foreach (var site in (string[])["same-origin", "same-site", "none"])
        {
            (await app.GetAsync(RunningApp.Account("123", path), ("Sec-Fetch-Site", site))).Is(200);
        }
    }

    [Fact]
    public async Task A_page_of_another_site_that_sends_the_key_in_a_header_is_answered()
    {
        await using var app = await RunningApp.StartAsync(("Host:FunctionKey", "k"));
        await app.PutSampleAsync(accounts: 1);

        (
            await app.GetAsync(
                RunningApp.Account("123", "churn-risk"),
                ("Sec-Fetch-Site", "cross-site"),
                ("x-functions-key", "k")
            )
        ).Is(200);
    }

    [Theory]
    [InlineData("PUT", "context")]
    [InlineData("POST", "predict")]
    public async Task A_caller_that_hangs_up_within_a_body_is_no_error(string method, string path)
    {
        await using var app = await RunningApp.StartAsync();
        var whole = RawCall.Bytes(
            method,
            RunningApp.Account("123", path),
            new byte[4_000],
            "Content-Type: application/json"
        );
        using var late = new CancellationTokenSource(HangGuard.Limit);
        do
        {
            // A connection that is reset before it is accepted never becomes a call, so that one may not be enough.
            using var client = new TcpClient();
            await client.ConnectAsync(app.Address.Host, app.Address.Port, late.Token);
            await client.GetStream().WriteAsync(whole.AsMemory(..2_000), late.Token);
            client.LingerState = new LingerOption(enable: true, seconds: 0);
        } while (
            !app.Log.Entries.Any(entry => entry.Message.Contains("The caller went away", StringComparison.Ordinal))
        );

        (await app.GetAsync(RunningApp.Portfolio("status"))).Is(200);
        Assert.Empty(app.Log.Errors);
    }

    [Fact]
    public async Task A_link_is_never_made_of_a_Host_header_that_nobody_checked()
    {
        await using var app = await RunningApp.StartAsync(("Host:FunctionKey", "k"));

        var accepted = (
            await app.PostAsync(
                RunningApp.Portfolio("batch-predict"),
                "{}",
                ("Host", "evil.example"),
                ("x-functions-key", "k")
            )
        ).Is(202);

        Assert.Equal(accepted.Text("statusUrl"), accepted.Headers["Operation-Location"]);
    }

    [Fact]
    public async Task In_Azure_a_link_names_the_app_by_the_name_that_Azure_gave_it()
    {
        await using var app = await RunningApp.StartAsync(("WEBSITE_HOSTNAME", "csml.azurewebsites.net"));

        var accepted = (await app.PostAsync(RunningApp.Portfolio("batch-predict"), "{}")).Is(202);

        Assert.Equal(
            "https://csml.azurewebsites.net" + accepted.Text("statusUrl"),
            accepted.Headers["Operation-Location"]
        );
    }
}
