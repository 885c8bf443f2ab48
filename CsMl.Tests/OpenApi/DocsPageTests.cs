using System.IO.Compression;
using System.Text.RegularExpressions;
using CsMl.Tests.Http;

namespace CsMl.Tests.OpenApi;

/// <summary>The page on which the API can be read and tried.</summary>
public sealed partial class DocsPageTests(SampleApp sample) : IClassFixture<SampleApp>
{
    private readonly RunningApp _app = sample.App;

    /// <summary>Below a path that ends in a slash its relative links would lead nowhere.</summary>
    [Fact]
    public async Task With_a_slash_behind_it_leads_to_the_path_without()
    {
        Assert.Equal("../docs", (await _app.GetAsync("/api/docs/")).Is(302).Headers["Location"]);
    }

    [Fact]
    public async Task It_has_nothing_inline_and_its_files_are_there()
    {
        var page = (await _app.GetAsync("/api/docs")).Is(200);

        Assert.Equal("text/html; charset=utf-8", page.ContentType);
        Assert.DoesNotMatch(Inline(), page.Body);
        var files = Reference()
            .Matches(page.Body)
            .Select(m => m.Groups["file"].Value)
            .Where(f => f != "data:,")
            .ToList();
        Assert.Equal(3, files.Count);
        foreach (var file in files)
        {
            var answer = (await _app.GetAsync("/api/" + file)).Is(200);
            Assert.NotEmpty(answer.Body);
            Assert.Equal("nosniff", answer.Headers["X-Content-Type-Options"]);
        }
    }

    [Fact]
    public async Task A_browser_may_load_nothing_from_elsewhere_and_nothing_inline()
    {
        var policy = (await _app.GetAsync("/api/docs")).Headers["Content-Security-Policy"];

        Assert.StartsWith(
            "default-src 'none'; script-src 'self'; style-src 'self'; ",
            policy,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("http", policy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("swagger-ui-bundle.js", "text/javascript; charset=utf-8", "SwaggerUIBundle")]
    [InlineData("swagger-ui.css", "text/css; charset=utf-8", ".swagger-ui")]
    [InlineData("docs.js", "text/javascript; charset=utf-8", "openapi.json")]
    [InlineData("LICENSE", "text/plain; charset=utf-8", "Apache License")]
    [InlineData("NOTICE", "text/plain; charset=utf-8", "swagger-ui")]
    public async Task A_file_is_the_same_compressed_or_not_and_not_sent_twice(string file, string type, string part)
    {
        var plain = (await _app.GetAsync("/api/docs/" + file)).Is(200);
        Assert.Equal(type, plain.ContentType);
        Assert.Contains(part, plain.Body, StringComparison.Ordinal);

        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/docs/" + file);
        request.Headers.AcceptEncoding.ParseAdd("gzip, br");
        using var compressed = await _app.Client.SendAsync(request);
        Assert.Equal(["gzip"], compressed.Content.Headers.ContentEncoding);
        await using var gzip = new GZipStream(await compressed.Content.ReadAsStreamAsync(), CompressionMode.Decompress);
        using var reader = new StreamReader(gzip);
        Assert.Equal(plain.Body, await reader.ReadToEndAsync());

        (await _app.GetAsync("/api/docs/" + file, ("If-None-Match", plain.Headers["ETag"]))).Is(304);
    }

    [Theory]
    [InlineData("none")]
    [InlineData("docs.html")]
    [InlineData("..%2Fopenapi.json")]
    public async Task No_other_file_is_served(string file) =>
        (await _app.GetAsync("/api/docs/" + file)).IsProblem(404, "FILE_NOT_FOUND");

    [GeneratedRegex(@"<style|\bstyle=|\bon[a-z]+=|<script(?! src=)|javascript:", RegexOptions.IgnoreCase)]
    private static partial Regex Inline();

    [GeneratedRegex("(src|href)=\"(?<file>[^\"]*)\"", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Reference();
}
