using System.Text.Json;

namespace CsMl.Tests.Http;

/// <summary>The sample portfolio, scored and read from the list of its highest risks.</summary>
internal static class ScoredPortfolio
{
    public static readonly string HighRisk = RunningApp.Portfolio("high-risk");

    /// <summary>Without CTAs.</summary>
    public static async Task<RunningApp> StartAsync()
    {
        var app = await RunningApp.StartAsync(("Ctas:AutoGenerateNightly", "false"));
        await app.PutSampleAsync();
        await app.RunNightAsync();
        return app;
    }

    public static async Task<List<JsonElement>> PagesAsync(RunningApp app, string query)
    {
        var all = new List<JsonElement>();
        string? link = HighRisk + query;
        while (link is not null)
        {
            var page = (await app.GetAsync(link)).Is(200);
            Assert.Equal(page.Items("data").Count, page.At("count").GetInt32());
            all.AddRange(page.Items("data"));
            link = page.Json.TryGetProperty("nextLink", out var next) ? next.GetString() : null;
        }

        return all;
    }

    public static string Id(JsonElement item) => item.GetProperty("account").GetProperty("id").GetString()!;

    public static double Probability(JsonElement item) =>
        item.GetProperty("prediction").GetProperty("probability").GetDouble();
}
