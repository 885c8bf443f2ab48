using CsMl.Core.Accounts;
using CsMl.Tests.Ctas;
using static CsMl.Tests.Http.CtaCalls;

namespace CsMl.Tests.Http;

/// <summary>Whose a CTA is once the account has another owner.</summary>
public sealed class OwnedCtasTests
{
    private static readonly AccountFacts OfKim = AtRisk with { OwnerId = "kim" };
    private static readonly AccountFacts OfLee = AtRisk with { OwnerId = "lee" };

    public static TheoryData<string?, bool> Unassigned =>
        new()
        {
            { null, false },
            { null, true },
            { """{"status":"IN_PROGRESS"}""", false },
            { """{"snoozeUntil":"2026-03-20"}""", true },
            // Given away, and given back.
            { """{"ownerId":"jo"} {"ownerId":"kim"}""", true },
        };

    [Theory]
    [MemberData(nameof(Unassigned))]
    public async Task An_open_CTA_goes_to_the_new_owner_when_the_account_is_next_scored(string? changes, bool atNight)
    {
        await using var app = await RunningApp.StartAsync(("Ctas:AutoGenerateNightly", "false"));
        (
            await app.PostAsync(
                RunningApp.Portfolio("playbooks"),
                """{"name":"Save","tasks":[{"title":"Call","assignToOwner":true},{"title":"Wait"}]}"""
            )
        ).Is(201);
        var id = await MakeAsync(app, OfKim);
        foreach (var change in changes?.Split(' ') ?? [])
        {
            (await PatchAsync(app, id, change)).Is(200);
        }

        var before = (await app.GetAsync(CtasOf("/" + id))).Is(200);
        await app.PutAsync(OfLee);
        Assert.Equal("kim", (await app.GetAsync(CtasOf("/" + id))).Text("data.ownerId"));

        await ScoreAsync(app, atNight);

        var after = (await app.GetAsync(CtasOf("/" + id))).Is(200);
        Assert.Equal(
            ("lee", before.Text("data.status"), "changed", "csml"),
            (
                after.Text("data.ownerId"),
                after.Text("data.status"),
                after.Text("data.events[0].kind"),
                after.Text("data.events[0].by")
            )
        );
        Assert.Equal("Owner kim to lee, the account's new owner.", after.Text("data.events[0].why"));
        Assert.Equal("lee", after.Text("data.tasks[0].ownerId"));
        Assert.Equal(System.Text.Json.JsonValueKind.Null, after.At("data.tasks[1].ownerId").ValueKind);
        await ScoreAsync(app, atNight);
        Assert.Equal(after.Body, (await app.GetAsync(CtasOf("/" + id))).Body);
        await CtasInStore.AreWholeAsync(app.Service<Core.Storage.Tables>(), RunningApp.Tenant);
    }

    [Theory]
    [InlineData("""{"ownerId":"jo"}""", false)]
    [InlineData("""{"ownerId":"jo"}""", true)]
    [InlineData("""{"ownerId":null}""", true)]
    public async Task A_CTA_that_a_person_gave_to_somebody_else_stays_theirs(string change, bool atNight)
    {
        await using var app = await RunningApp.StartAsync(("Ctas:AutoGenerateNightly", "false"));
        var id = await MakeAsync(app, OfKim);
        var given = (await PatchAsync(app, id, change)).Is(200);
        await app.PutAsync(OfLee);

        await ScoreAsync(app, atNight);

        Assert.Equal(given.Body, (await app.GetAsync(CtasOf("/" + id))).Body);
        // Once it is given to the owner, it follows the next one.
        (await PatchAsync(app, id, """{"ownerId":"lee"}""")).Is(200);
        await app.PutAsync(OfKim);
        await ScoreAsync(app, atNight);
        Assert.Equal("kim", (await app.GetAsync(CtasOf("/" + id))).Text("data.ownerId"));
    }

    [Fact]
    public async Task A_closed_CTA_stays_with_whom_it_was()
    {
        await using var app = await RunningApp.StartAsync(("Ctas:AutoGenerateNightly", "false"));
        var id = await MakeAsync(app, OfKim);
        var closed = (await PatchAsync(app, id, """{"status":"COMPLETED"}""")).Is(200);
        await app.PutAsync(OfLee);

        await ScoreAsync(app, atNight: true);

        Assert.Equal(closed.Body, (await app.GetAsync(CtasOf("/" + id))).Body);
    }

    /// <summary>On another day, as a night is one run a day.</summary>
    private static async Task ScoreAsync(RunningApp app, bool atNight)
    {
        if (atNight)
        {
            app.Clock.Advance(TimeSpan.FromDays(1));
            await app.NightAsync();
        }
        else
        {
            (await app.PredictAsync("123", options: """{"forceRefresh":true}""")).Is(200);
        }
    }
}
