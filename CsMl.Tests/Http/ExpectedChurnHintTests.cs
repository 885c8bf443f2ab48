using CsMl.Core.Portfolio;

namespace CsMl.Tests.Http;

/// <summary>Whoever imports the first accounts is told what their probabilities will stand on.</summary>
public sealed class ExpectedChurnHintTests
{
    private const string Line = """{"accountId":"a1","name":"One"}""";

    [Fact]
    public async Task An_import_says_once_what_probabilities_stand_on_and_where_to_set_it()
    {
        await using var app = await RunningApp.StartAsync();

        Assert.Equal(HintExpectedChurn.OfCall, await HintAsync(app));
        Assert.Null((await app.ImportAsync(null, """{"name":"nobody"}""")).Text("hint"));

        // The run of an import that is left running is none that scores.
        var started = await app.PostAsync(RunningApp.Portfolio("import?wait=false"), Line);
        Assert.Equal(HintExpectedChurn.OfCall, (await app.WhenOverAsync(started.Is(202))).Text("data.report.hint"));

        await app.RunNightAsync();
        Assert.Null(await HintAsync(app));
        Assert.Null((await app.GetAsync(started.Text("statusUrl")!)).Text("data.report.hint"));
    }

    [Fact]
    public async Task A_rate_that_is_set_needs_no_hint()
    {
        await using var app = await RunningApp.StartAsync();
        (await app.PutAsync(ScaleCalls.Address, ScaleCalls.Expect(0.05))).Is(200);

        Assert.Null(await HintAsync(app));
    }

    private static async Task<string?> HintAsync(RunningApp app) =>
        (await app.ImportAsync(null, Line)).Is(200).Text("hint");
}
