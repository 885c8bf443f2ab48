namespace CsMl.Tests.Http;

public sealed class HostileRequestTests
{
    /// <summary>Times as long as the refusal of a small request. The largest of them have megabytes to be read.</summary>
    private const double Soon = 1_000;

    [Fact]
    [Trait("Speed", "Slow")]
    public async Task Each_is_refused_with_a_problem_soon_and_changes_nothing()
    {
        await using var app = await RunningApp.StartAsync();
        await app.PutSampleAsync();
        (await app.PredictAsync("123")).Is(200);
        (await app.GetAsync(RunningApp.Account("123", "health-insights"))).Is(200);
        await HostileCtaRequests.PrepareAsync(app);
        var before = app.Dump();
        var all = HostileRequests.All().ToList();
        var wrong = new List<string>();
        var small = RawCall.Bytes("GET", RunningApp.Account("nobody", "churn-risk"));

        foreach (var request in all)
        {
            HttpAnswer answer = null!;
            var ratio = await RelativeTime.RatioAsync(
                async () => answer = await RawCall.SendAsync(app.Address, request.Bytes),
                () => RawCall.SendAsync(app.Address, small),
                Soon
            );
            var fault = ratio > Soon ? $"took {ratio:0} times as long as a small one" : Fault(request, answer);
            if (fault is not null)
            {
                wrong.Add($"{request}: {fault}; {answer.Status} {answer.Body}");
            }
        }

        Assert.True(wrong.Count == 0, $"{wrong.Count} of {all.Count}:\n{string.Join('\n', wrong.Take(40))}");
        Assert.True(all.Count > 500);
        Assert.Equal(before, app.Dump());
        Assert.Empty(app.Log.Errors);
    }

    private static string? Fault(HostileRequest request, HttpAnswer answer)
    {
        if (request is { Method: "GET", Path: "/" } && answer.Status == 302)
        {
            // The local host leads people to the first page.
            return null;
        }

        if (answer.Status is < 400 or > 499)
        {
            return "not refused";
        }

        if (answer.Body.Length == 0 && (answer.Status == 404 || request.ByServer))
        {
            return null;
        }

        try
        {
            answer.IsProblem(answer.Status, answer.Text("code")!, request.Field);
        }
        catch (Xunit.Sdk.XunitException e)
        {
            return e.Message;
        }

        return answer.Body.Contains("   at ", StringComparison.Ordinal)
            || answer.Body.Contains("Exception", StringComparison.Ordinal)
            || answer.Body.Contains("SELECT", StringComparison.Ordinal)
                ? "says too much"
            : answer.Status == 400 && !answer.Json.TryGetProperty("errors", out _) ? "names no field"
            : null;
    }
}
