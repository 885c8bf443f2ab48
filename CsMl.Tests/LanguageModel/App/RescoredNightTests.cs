using CsMl.Tests.Http;

namespace CsMl.Tests.LanguageModel.App;

/// <summary>A night that keeps what a model made on a new scale.</summary>
public sealed class RescoredNightTests
{
    [Fact]
    public async Task The_night_after_a_change_of_scale_judges_by_the_predictions_that_it_keeps_and_does_so_once()
    {
        await using var rig = await ModelApp.StartAsync();
        var cta = await CtaCalls.MakeAsync(rig.App, CtaCalls.AtRisk);
        await ScaleCalls.PutAsync(rig.App, ScaleCalls.Expect(0.01), version: 1);
        var (asked, told) = (rig.Server.Requests.Count, RunCalls.Rows(rig.App, " y~").Count);
        Assert.Equal("OPEN", await StatusAsync());

        rig.App.Clock.Advance(TimeSpan.FromDays(1));
        var night = await rig.App.RunNightAsync();

        Assert.Equal((1, asked), (RunCalls.Count(night, "cached"), rig.Server.Requests.Count));
        Assert.Equal("CANCELLED", await StatusAsync());
        // The prediction, and the CTA.
        Assert.Equal(told + 2, RunCalls.Rows(rig.App, " y~").Count);

        rig.App.Clock.Advance(TimeSpan.FromDays(1));
        await rig.App.RunNightAsync();
        Assert.Equal(told + 2, RunCalls.Rows(rig.App, " y~").Count);

        async Task<string?> StatusAsync() =>
            (await rig.App.GetAsync(CtaCalls.CtasOf("/" + cta))).Is(200).Text("data.status");
    }
}
