using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;

namespace CsMl.Tests.Host;

public sealed class HostAdminTests : IAsyncLifetime, IDisposable
{
    private readonly TestDirectory _directory = new();
    private readonly TimerProbe _probe = new();
    private RunningHost _host = null!;

    public async Task InitializeAsync() =>
        _host = await RunningHost.StartAsync(
            HostOptions.In(_directory, typeof(SampleFunctions), typeof(SampleTimer)),
            services => services.AddScoped<Visit>().AddSingleton(_probe),
            ("Sample:Schedule", "0 0 2 * * *")
        );

    public async Task DisposeAsync() => await _host.DisposeAsync();

    public void Dispose() => _directory.Dispose();

    private Task<HttpResponseMessage> PostAsync(string function, string body, string? contentType = "application/json")
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        return _host.Client.PostAsync($"/admin/functions/{function}", content);
    }

    [Fact]
    public async Task The_status_says_running()
    {
        var response = await _host.Client.GetAsync("/admin/host/status");

        Assert.Equal("application/json; charset=utf-8", response.Content.Headers.ContentType?.ToString());
        using var body = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        Assert.Equal("Running", body.RootElement.GetProperty("state").GetString());
        Assert.NotEmpty(body.RootElement.GetProperty("id").GetString()!);
        Assert.NotEmpty(body.RootElement.GetProperty("version").GetString()!);
        Assert.NotEmpty(body.RootElement.GetProperty("versionDetails").GetString()!);
        Assert.True(body.RootElement.GetProperty("processUptime").GetInt64() >= 0);
    }

    [Fact]
    public async Task The_list_describes_an_HTTP_function()
    {
        var function = await ListedAsync("GreetAccount");

        Assert.Equal("dotnet-isolated", function.GetProperty("language").GetString());
        Assert.False(function.GetProperty("isDisabled").GetBoolean());
        Assert.Equal(
            $"{_host.Client.BaseAddress}api/accounts/{{name}}/greeting",
            function.GetProperty("invoke_url_template").GetString()
        );
        var binding = function.GetProperty("config").GetProperty("bindings")[0];
        Assert.Equal("httpTrigger", binding.GetProperty("type").GetString());
        Assert.Equal("In", binding.GetProperty("direction").GetString());
        Assert.Equal("get", binding.GetProperty("methods")[0].GetString());
        Assert.False(binding.TryGetProperty("schedule", out _));
    }

    [Fact]
    public async Task The_list_describes_a_timer_function()
    {
        var function = await ListedAsync("SampleTimer");

        Assert.Equal(JsonValueKind.Null, function.GetProperty("invoke_url_template").ValueKind);
        var binding = function.GetProperty("config").GetProperty("bindings")[0];
        Assert.Equal("timerTrigger", binding.GetProperty("type").GetString());
        Assert.Equal("%Sample:Schedule%", binding.GetProperty("schedule").GetString());
        Assert.False(binding.TryGetProperty("route", out _));
    }

    [Theory]
    [InlineData("SampleTimer", "application/json")]
    [InlineData("sampletimer", "application/json; charset=utf-8")]
    public async Task A_timer_function_runs_when_asked_to(string name, string contentType)
    {
        var response = await PostAsync(name, """{"input":""}""", contentType);

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync());
        Assert.False((await _probe.NextRunAsync()).IsPastDue);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData(null)]
    public async Task Without_a_JSON_content_type_it_is_415(string? contentType)
    {
        var response = await PostAsync("SampleTimer", "{}", contentType);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.StatusCode);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync());
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{")]
    [InlineData("[1]")]
    public async Task A_body_that_is_no_invocation_is_400(string body)
    {
        Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync("SampleTimer", body)).StatusCode);
        Assert.Empty(_host.Log.Errors);
    }

    [Fact]
    public async Task An_unknown_function_is_404()
    {
        var response = await PostAsync("Nothing", """{"input":""}""");

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync());
    }

    private async Task<JsonElement> ListedAsync(string name)
    {
        using var body = JsonDocument.Parse(await _host.Client.GetStringAsync("/admin/functions"));
        return body.RootElement.EnumerateArray().Single(f => f.GetProperty("name").GetString() == name).Clone();
    }
}
