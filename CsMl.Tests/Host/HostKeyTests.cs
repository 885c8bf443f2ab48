using System.Net;
using CsMl.Local.Host;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CsMl.Tests.Host;

public sealed class HostKeyTests
{
    private const string Key = "k3y/with+odd=characters";

    private static Task<RunningHost> StartLockedAsync() =>
        RunningHost.StartAsync(
            HostOptions.For(typeof(SampleFunctions)),
            services => services.AddScoped<Visit>(),
            ("Host:FunctionKey", Key)
        );

    [Theory]
    [InlineData("/api/Locked")]
    [InlineData("/api/Locked?code=")]
    [InlineData("/api/Locked?code=wrong")]
    [InlineData("/admin/functions")]
    [InlineData("/admin/host/status?code=k3y")]
    public async Task A_missing_or_wrong_key_is_401_without_a_body(string path)
    {
        await using var host = await StartLockedAsync();

        var response = await host.Client.GetAsync(path);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync());
    }

    [Theory]
    [InlineData("/api/Locked")]
    [InlineData("/admin/host/status")]
    public async Task The_key_opens_in_the_header_and_in_the_query(string path)
    {
        await using var host = await StartLockedAsync();

        var byHeader = await host.SendAsync(HttpMethod.Get, path, ("x-functions-key", Key));
        var byQuery = await host.Client.GetAsync($"{path}?code={Uri.EscapeDataString(Key)}");

        Assert.Equal(HttpStatusCode.OK, byHeader.StatusCode);
        Assert.Equal(HttpStatusCode.OK, byQuery.StatusCode);
    }

    [Fact]
    public async Task A_header_counts_before_the_query()
    {
        await using var host = await StartLockedAsync();

        var path = $"/api/Locked?code={Uri.EscapeDataString(Key)}";
        var response = await host.SendAsync(HttpMethod.Get, path, ("x-functions-key", "wrong"));

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    [Fact]
    public async Task An_anonymous_function_needs_no_key()
    {
        await using var host = await StartLockedAsync();

        Assert.Equal(HttpStatusCode.OK, (await host.Client.GetAsync("/api/Quiet")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await host.Client.GetAsync("/api/nothing")).StatusCode);
    }

    [Theory]
    [InlineData("http://0.0.0.0:7071")]
    [InlineData("http://*:7071")]
    [InlineData("http://+:7071")]
    [InlineData("http://[::]:7071")]
    [InlineData("http://192.168.1.20:7071")]
    [InlineData("http://localhost.example.com:7071")]
    [InlineData("http://localhost:7071;http://0.0.0.0:7072")]
    public async Task Open_to_the_network_without_a_key_it_refuses_to_start(string urls)
    {
        var error = new StringWriter();

        var exitCode = await FunctionHost.RunAsync(
            HostOptions.For() with
            {
                Urls = urls,
            },
            _ => { },
            _ => Assert.Fail("It started."),
            error,
            CancellationToken.None
        );

        Assert.Equal(1, exitCode);
        Assert.Contains("Host:FunctionKey", error.ToString(), StringComparison.Ordinal);
        Assert.Single(error.ToString().TrimEnd().Split('\n'));
    }

    [Theory]
    [InlineData("http://localhost:7071")]
    [InlineData("http://LOCALHOST:7071")]
    [InlineData("http://127.0.0.1:7071")]
    [InlineData("http://127.8.8.8:7071")]
    [InlineData("http://[::1]:7071")]
    public async Task Loopback_needs_no_key(string urls)
    {
        await using var app = FunctionHost.Build(HostOptions.For() with { Urls = urls }, _ => { });

        Assert.Equal([urls], app.Urls);
    }

    [Fact]
    public async Task With_a_key_it_listens_anywhere()
    {
        var settings = new Dictionary<string, string?> { ["Host:FunctionKey"] = Key };
        await using var app = FunctionHost.Build(
            HostOptions.For() with
            {
                Urls = "http://0.0.0.0:7071",
            },
            builder => builder.Configuration.AddInMemoryCollection(settings)
        );

        Assert.Equal(["http://0.0.0.0:7071"], app.Urls);
    }

    [Fact]
    public async Task No_other_setting_opens_an_address_around_the_rule()
    {
        await using var host = await RunningHost.StartAsync(
            HostOptions.For(),
            services: null,
            ("urls", "http://0.0.0.0:0"),
            ("HTTP_PORTS", "0"),
            ("Kestrel:Endpoints:Open:Url", "http://0.0.0.0:0")
        );

        Assert.Equal("127.0.0.1", host.Client.BaseAddress?.Host);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("https://localhost:7071")]
    [InlineData(" ; ")]
    public void What_is_no_address_is_refused_with_an_example(string urls)
    {
        var e = Assert.Throws<HostCannotStartException>(() =>
            FunctionHost.Build(HostOptions.For() with { Urls = urls }, _ => { })
        );

        Assert.Contains("http://", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_in_use_is_an_exit_code_and_a_sentence()
    {
        await using var first = await RunningHost.StartAsync(HostOptions.For());
        var error = new StringWriter();

        var exitCode = await FunctionHost.RunAsync(
            HostOptions.For() with
            {
                Urls = first.Client.BaseAddress!.GetLeftPart(UriPartial.Authority),
            },
            _ => { },
            _ => Assert.Fail("It started."),
            error,
            CancellationToken.None
        );

        Assert.Equal(1, exitCode);
        Assert.Contains("another port", error.ToString(), StringComparison.Ordinal);
    }
}
