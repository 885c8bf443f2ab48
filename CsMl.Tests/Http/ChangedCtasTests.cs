using System.Text.Json;
using static CsMl.Tests.Http.CtaCalls;

namespace CsMl.Tests.Http;

/// <summary>What a user changes of a CTA.</summary>
public sealed class ChangedCtasTests
{
    [Fact]
    public async Task A_change_to_what_is_no_longer_as_it_was_seen_is_refused()
    {
        await using var app = await RunningApp.StartAsync();
        var id = await MakeAsync(app, AtRisk);
        var seen = (await app.GetAsync(CtasOf("/" + id))).Headers["ETag"];

        var first = (await PatchAsync(app, id, """{"ownerId":"kim"}""", ("If-Match", seen))).Is(200);
        (await PatchAsync(app, id, """{"ownerId":"jo"}""", ("If-Match", seen))).IsProblem(412, "PRECONDITION_FAILED");
        (await PatchAsync(app, id, """{"ownerId":"jo"}""", ("If-Match", $"W/{first.Headers["ETag"]}"))).IsProblem(
            412,
            "PRECONDITION_FAILED"
        );
        (await PatchAsync(app, id, """{"ownerId":"jo"}""", ("If-Match", "no tag"))).IsProblem(
            400,
            "INVALID_REQUEST",
            "If-Match"
        );

        Assert.NotEqual(seen, first.Headers["ETag"]);
        (await PatchAsync(app, id, """{"ownerId":"jo"}""", ("If-Match", $"\"x\", {first.Headers["ETag"]}"))).Is(200);
        (await PatchAsync(app, id, """{"ownerId":null}""", ("If-Match", "*"))).Is(200);
        var same = (await PatchAsync(app, id, """{"ownerId":null}""")).Is(200);
        // Nothing changed, so that there is nothing to tell.
        Assert.Equal(4, same.Items("data.events").Count);
    }

    [Theory]
    [InlineData("2026-03-05T08:00:00Z", null)]
    [InlineData("2026-03-20T08:00:00Z", "2026-03-20T08:00:00Z")]
    [InlineData("2026-03-21T08:00:00Z", "2026-03-23T08:00:00Z")]
    public async Task A_snooze_past_the_due_date_moves_it_and_never_to_a_weekend(string until, string? due)
    {
        await using var app = await RunningApp.StartAsync();
        var id = await MakeAsync(app, AtRisk);
        var before = (await app.GetAsync(CtasOf("/" + id))).Text("data.dueDate");

        var asleep = (await PatchAsync(app, id, $$"""{"snoozeUntil":"{{until}}"}""")).Is(200);

        Assert.Equal(due ?? before, asleep.Text("data.dueDate"));
        Assert.Equal(
            due is not null,
            asleep.Text("data.events[0].why")!.Contains("due 2026", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task Of_fifty_that_change_what_they_saw_at_once_one_does()
    {
        await using var app = await RunningApp.StartAsync();
        var id = await MakeAsync(app, AtRisk);
        var seen = (await app.GetAsync(CtasOf("/" + id))).Headers["ETag"];

        var answers = await Task.WhenAll(
            Enumerable
                .Range(0, 50)
                .Select(i => PatchAsync(app, id, $$"""{"ownerId":"owner-{{i}}"}""", ("If-Match", seen)))
        );

        Assert.Single(answers, a => a.Status == 200);
        Assert.Equal(49, answers.Count(a => a.Status == 412));
        // Without a condition each is made, one after another, and answers what it made itself.
        var made = await Task.WhenAll(
            Enumerable
                .Range(0, 50)
                .Select(i => PatchAsync(app, id, $$"""{"notes":"note {{i}}","ownerId":"owner-{{i}}"}"""))
        );
        Assert.Equal(52, (await app.GetAsync(CtasOf("/" + id))).Items("data.events").Count);
        Assert.Equal(50, made.Select(answer => answer.Headers["ETag"]).Distinct().Count());
        foreach (var (answer, i) in made.Select((answer, i) => (answer, i)))
        {
            Assert.Equal(
                ($"note {i}", $"owner-{i}"),
                (answer.Is(200).Text("data.events[0].notes"), answer.Text("data.ownerId"))
            );
            Assert.Equal($"\"{answer.Items("data.events").Count}\"", answer.Headers["ETag"]);
        }
    }

    [Fact]
    public async Task A_CTA_is_closed_with_its_outcome_and_opened_again_while_none_has_followed()
    {
        await using var app = await RunningApp.StartAsync();
        var id = await MakeAsync(app, AtRisk);
        (await PatchAsync(app, id, """{"outcome":"POSITIVE"}""")).IsProblem(409, "CONFLICT");
        app.Clock.Advance(TimeSpan.FromDays(3));

        var done = (await PatchAsync(app, id, """{"status":"COMPLETED","outcome":"POSITIVE"}""")).Is(200);

        Assert.Equal("2026-03-07T09:30:00Z", done.Text("data.completedAt"));
        var stats = (await app.GetAsync(RunningApp.Portfolio("cta-stats"))).Is(200);
        Assert.Equal(
            (0, 1, 1, 3),
            (
                stats.At("data.openCount").GetInt32(),
                stats.At("data.completedCount").GetInt32(),
                stats.At("data.byOutcome.POSITIVE").GetInt32(),
                stats.Number("data.averageResolutionDays")
            )
        );
        (await GenerateAsync(app)).IsProblem(409, "CTA_NOT_CREATED");
        var again = (await PatchAsync(app, id, """{"status":"OPEN","reason":"Closed by mistake"}""")).Is(200);
        Assert.Equal(
            (JsonValueKind.Null, JsonValueKind.Null),
            (again.At("data.completedAt").ValueKind, again.At("data.outcome").ValueKind)
        );
        Assert.Equal("reopened", again.Text("data.events[0].kind"));
        (await PatchAsync(app, id, """{"status":"CANCELLED"}""")).Is(200);

        // The cooldown counts from when it was made, to the second.
        app.Clock.Advance(TimeSpan.FromDays(4) - TimeSpan.FromSeconds(1));
        (await GenerateAsync(app)).IsProblem(409, "CTA_NOT_CREATED");
        app.Clock.Advance(TimeSpan.FromSeconds(1));
        (await GenerateAsync(app)).Is(201);
        (await PatchAsync(app, id, """{"status":"OPEN"}""")).IsProblem(409, "CONFLICT");
        (await PatchAsync(app, id, """{"outcome":"NEUTRAL"}""")).Is(200);
    }

    [Fact]
    public async Task A_snoozed_CTA_keeps_its_place_and_wakes_by_itself()
    {
        await using var app = await RunningApp.StartAsync();
        var id = await MakeAsync(app, AtRisk);
        foreach (
            var (body, field) in ((string, string)[])
                [
                    ("""{"status":"SNOOZED"}""", "snoozeUntil"),
                    ("""{"snoozeUntil":"2026-03-04T09:30:00Z"}""", "snoozeUntil"),
                    ("""{"snoozeUntil":"2028-01-01"}""", "snoozeUntil"),
                    ("""{"status":"OPEN","snoozeUntil":"2026-03-20"}""", "snoozeUntil"),
                ]
        )
        {
            (await PatchAsync(app, id, body)).IsProblem(400, "INVALID_REQUEST", field);
        }

        var asleep = (
            await PatchAsync(
                app,
                id,
                """{"status":"SNOOZED","snoozeUntil":"2026-03-20T08:00:00Z","reason":"They are on holiday"}"""
            )
        ).Is(200);

        Assert.Equal(
            ("SNOOZED", "2026-03-20T08:00:00Z", "snoozed"),
            (asleep.Text("data.status"), asleep.Text("data.snoozeUntil"), asleep.Text("data.events[0].kind"))
        );
        Assert.Equal("2026-03-20T08:00:00Z", asleep.Text("data.dueDate"));
        Assert.EndsWith("They are on holiday", asleep.Text("data.events[0].why"), StringComparison.Ordinal);
        app.Clock.Advance(new DateTimeOffset(2026, 3, 20, 7, 59, 59, TimeSpan.Zero) - app.Clock.GetUtcNow());
        Assert.Equal("SNOOZED", (await app.GetAsync(CtasOf("/" + id))).Text("data.status"));
        (await GenerateAsync(app)).IsProblem(409, "CTA_NOT_CREATED");
        app.Clock.Advance(TimeSpan.FromSeconds(1));
        var awake = (await app.GetAsync(CtasOf("/" + id))).Is(200);
        Assert.Equal(("OPEN", "woken"), (awake.Text("data.status"), awake.Text("data.events[0].kind")));
        Assert.Equal([id], Ids(await app.GetAsync(CtasOf("?status=OPEN&type=RISK&limit=1"))));
        // It is another by now than it was.
        (await PatchAsync(app, id, """{"notes":"x"}""", ("If-Match", asleep.Headers["ETag"]))).IsProblem(
            412,
            "PRECONDITION_FAILED"
        );
        var noted = (await PatchAsync(app, id, """{"notes":"x"}""", ("If-Match", awake.Headers["ETag"]))).Is(200);
        Assert.Equal(
            ["noted", "woken", "snoozed", "created"],
            noted.Items("data.events").Select(e => e.GetProperty("kind").GetString()!)
        );
    }
}
