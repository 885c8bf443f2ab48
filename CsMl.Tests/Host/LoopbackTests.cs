using System.Text;
using CsMl.Tests.Http;
using Microsoft.Extensions.DependencyInjection;

namespace CsMl.Tests.Host;

public sealed class LoopbackTests
{
    [Theory]
    [InlineData("localhost")]
    [InlineData("LocalHost:7071")]
    [InlineData("127.0.0.1")]
    [InlineData("127.8.8.8:80")]
    [InlineData("[::1]:7071")]
    [InlineData("localhost", "http://localhost:3000")]
    [InlineData("localhost", "http://127.0.0.1")]
    [InlineData("localhost", "http://[::1]:8080")]
    public async Task A_call_from_here_is_answered(string name, string? origin = null)
    {
        Assert.Equal(200, (await CallAsync(null, "/api/Quiet", name, origin)).Status);
    }

    [Theory]
    [InlineData("evil.example")]
    [InlineData("evil.example:7071")]
    [InlineData("localhost.evil.example")]
    [InlineData("127.0.0.1.evil.example")]
    [InlineData("192.168.1.20")]
    [InlineData("0.0.0.0")]
    [InlineData("")]
    [InlineData("localhost", "http://evil.example")]
    [InlineData("localhost", "https://localhost.evil.example")]
    [InlineData("localhost", "http://localhost@evil.example")]
    [InlineData("localhost", "null")]
    [InlineData("localhost", "localhost")]
    public async Task A_call_under_another_name_or_out_of_another_page_is_refused(string name, string? origin = null)
    {
        foreach (var path in (string[])["/api/Quiet", "/admin/functions", "/api/nothing"])
        {
            var answer = await CallAsync(null, path, name, origin);

            Assert.Equal((403, ""), (answer.Status, answer.Body));
        }
    }

    [Theory]
    [InlineData("same-origin", 200)]
    [InlineData("same-site", 403)]
    [InlineData("cross-site", 403)]
    public async Task A_form_of_its_own_page_that_sends_no_referrer_is_accepted(string site, int status)
    {
        var answer = await CallAsync(null, "/api/Quiet", "localhost", $"null\r\nSec-Fetch-Site: {site}");

        Assert.Equal(status, answer.Status);
    }

    [Fact]
    public async Task Behind_a_key_any_name_and_page_will_do()
    {
        Assert.Equal(200, (await CallAsync("k3y", "/api/Quiet", "app.example", "https://pages.example")).Status);
    }

    private static async Task<HttpAnswer> CallAsync(string? key, string path, string name, string? origin)
    {
        await using var host = await RunningHost.StartAsync(
            HostOptions.For(typeof(SampleFunctions)),
            services => services.AddScoped<Visit>(),
            ("Host:FunctionKey", key ?? "")
        );
        var head = $"GET {path} HTTP/1.1\r\nHost: {name}\r\nConnection: close\r\n";
        var request = head + (origin is null ? "" : $"Origin: {origin}\r\n") + "\r\n";
        return await RawCall.SendAsync(host.Client.BaseAddress!, Encoding.ASCII.GetBytes(request));
    }
}
