using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;

namespace CsMl.Tests.Host;

public sealed class HttpFunctionTests : IAsyncLifetime
{
    private RunningHost _host = null!;

    public async Task InitializeAsync() =>
        _host = await RunningHost.StartAsync(
            HostOptions.For(typeof(SampleFunctions)),
            services => services.AddScoped<Visit>()
        );

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task A_typed_result_and_a_route_value_go_through()
    {
        var response = await _host.Client.GetAsync("/api/accounts/123/greeting");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("application/json; charset=utf-8", response.Content.Headers.ContentType?.ToString());
        Assert.Equal("""{"name":"123"}""", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_404_that_the_function_answers_stays_its_own()
    {
        var response = await _host.Client.GetAsync("/api/accounts/nobody/greeting");

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Fact]
    public async Task Problem_details_go_through()
    {
        var response = await _host.Client.GetAsync("/api/accounts/bad/greeting");

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.ToString());
        using var body = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        Assert.Equal("INVALID_REQUEST", body.RootElement.GetProperty("code").GetString());
        Assert.Equal("No such name.", body.RootElement.GetProperty("detail").GetString());
    }

    [Fact]
    public async Task An_ETag_and_a_Location_go_through()
    {
        var response = await _host.SendAsync(HttpMethod.Post, "/api/accounts/123/greeting");

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        Assert.Equal("\"v1\"", response.Headers.ETag?.Tag);
        Assert.Equal("/api/accounts/123/greeting", response.Headers.Location?.ToString());
    }

    [Fact]
    public async Task A_literal_segment_wins_over_a_parameter()
    {
        Assert.Equal("all of you", await _host.Client.GetStringAsync("/api/accounts/portfolio/greeting"));
        // Only GET has a route of its own; other methods fall to the parameter, as in the real host.
        var response = await _host.SendAsync(HttpMethod.Post, "/api/accounts/portfolio/greeting");
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
    }

    [Theory]
    [InlineData("a%2Fb", "a%2Fb")]
    [InlineData("a%20b", "a b")]
    [InlineData("14646@2011-05-12", "14646@2011-05-12")]
    [InlineData("%C3%BC", "ü")]
    public async Task A_route_value_arrives_decoded_but_for_its_slashes(string sent, string received)
    {
        using var body = JsonDocument.Parse(await _host.Client.GetStringAsync($"/api/accounts/{sent}/greeting"));

        Assert.Equal(received, body.RootElement.GetProperty("name").GetString());
    }

    [Fact]
    public async Task A_route_is_found_in_any_case_and_with_a_slash_at_its_end()
    {
        Assert.Equal("""{"name":"Bo"}""", await _host.Client.GetStringAsync("/API/Accounts/Bo/GREETING/"));
    }

    [Theory]
    [InlineData("GET", "/api/nothing")]
    [InlineData("GET", "/")]
    [InlineData("GET", "/accounts/123/greeting")]
    [InlineData("DELETE", "/api/accounts/123/greeting")]
    [InlineData("OPTIONS", "/api/accounts/123/greeting")]
    [InlineData("POST", "/api/Locked")]
    [InlineData("PUT", "/admin/functions")]
    public async Task An_unknown_route_and_a_wrong_method_are_404_without_a_body(string method, string path)
    {
        var response = await _host.SendAsync(new HttpMethod(method), path);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync());
        Assert.False(response.Content.Headers.Contains("Allow"));
    }

    [Fact]
    public async Task An_exception_that_leaves_a_function_is_a_bare_500_and_an_error_in_the_log()
    {
        var response = await _host.Client.GetAsync("/api/Fail");

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync());
        Assert.Null(response.Headers.ETag);
        var error = Assert.Single(_host.Log.Errors);
        Assert.Contains("Fail", error.Message, StringComparison.Ordinal);
        Assert.Equal("a secret of the inside", error.Exception?.Message);
    }

    [Fact]
    public async Task Half_an_answer_does_not_look_like_a_whole_one()
    {
        await Assert.ThrowsAsync<HttpRequestException>(() => _host.Client.GetStringAsync("/api/FailHalfway"));
        Assert.Single(_host.Log.Errors);
    }

    [Theory]
    [InlineData("/api/Quiet", "")]
    [InlineData("/api/QuietTask", "written")]
    [InlineData("/api/QuietValueTask", "")]
    public async Task A_function_without_a_result_answers_what_it_wrote(string path, string body)
    {
        var response = await _host.Client.GetAsync(path);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(body, await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_function_without_methods_takes_all_and_each_call_has_its_own_scope()
    {
        var ids = new HashSet<string>();
        foreach (var method in new[] { HttpMethod.Get, HttpMethod.Post, HttpMethod.Delete })
        {
            var response = await _host.SendAsync(method, "/api/Visit");
            Assert.True(ids.Add(await response.Content.ReadAsStringAsync()));
        }
    }

    [Fact]
    public async Task The_server_does_not_name_itself()
    {
        var response = await _host.Client.GetAsync("/api/Quiet");

        Assert.False(response.Headers.Contains("Server"));
    }

    [Fact]
    public async Task Without_a_key_set_loopback_needs_none()
    {
        Assert.Equal(HttpStatusCode.OK, (await _host.Client.GetAsync("/api/Locked")).StatusCode);
    }

    [Theory]
    [InlineData(30_000_000)]
    [InlineData(104_857_600)]
    public async Task A_large_body_streams_to_the_function(long length)
    {
        using var content = new StreamContent(new Zeros(length));

        var response = await _host.Client.PostAsync("/api/Count", content);

        Assert.Equal($"{length}", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_body_over_the_hosts_limit_is_a_bare_413()
    {
        var options = HostOptions.For(typeof(SampleFunctions)) with { MaxRequestBodySize = 1000 };
        await using var host = await RunningHost.StartAsync(options, services => services.AddScoped<Visit>());

        var response = await host.Client.PostAsync("/api/Count", new ByteArrayContent(new byte[1001]));

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync());
        Assert.Empty(host.Log.Errors);
    }
}
