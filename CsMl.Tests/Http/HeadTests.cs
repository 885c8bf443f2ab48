namespace CsMl.Tests.Http;

/// <summary>HEAD answers as GET does, without the body (RFC 9110, section 9.3.2).</summary>
public sealed class HeadTests
{
    [Theory]
    [InlineData("churn-risk")]
    [InlineData("context")]
    [InlineData("predictions")]
    [InlineData("ctas")]
    public async Task An_account_is_answered_with_the_headers_of_GET(string verb)
    {
        await using var app = await RunningApp.StartAsync();
        await app.PutAsync(Some.KnownAccount());
        (await app.PredictAsync("acme")).Is(200);

        await AssertAsGetAsync(app, RunningApp.Account("acme", verb));
    }

    [Theory]
    [InlineData("status")]
    [InlineData("high-risk")]
    [InlineData("ctas")]
    [InlineData("runs/none")]
    public async Task A_portfolio_is_answered_with_the_headers_of_GET(string path)
    {
        await using var app = await RunningApp.StartAsync();

        await AssertAsGetAsync(app, RunningApp.Portfolio(path));
    }

    private static async Task AssertAsGetAsync(RunningApp app, string path)
    {
        using var get = await app.Client.GetAsync(path);
        using var request = new HttpRequestMessage(HttpMethod.Head, path);
        using var head = await app.Client.SendAsync(request);

        Assert.Equal(get.StatusCode, head.StatusCode);
        Assert.Equal(get.Content.Headers.ContentType, head.Content.Headers.ContentType);
        Assert.Equal(get.Headers.ETag, head.Headers.ETag);
        if (get.IsSuccessStatusCode)
        {
            Assert.Equal((await get.Content.ReadAsByteArrayAsync()).Length, head.Content.Headers.ContentLength);
        }

        Assert.Empty(await head.Content.ReadAsByteArrayAsync());
    }
}
