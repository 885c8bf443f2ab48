using System.Text.Json;
using CsMl.Core.Accounts;
using CsMl.Core.Learning;
using CsMl.Core.Predictions;
using CsMl.Core.Predictions.Settlements;
using CsMl.Core.Storage;
using static CsMl.Tests.Http.OutcomeCalls;

namespace CsMl.Tests.Http;

/// <summary>The departures that were not foreseen, beside what the test itself finds.</summary>
public sealed class MissesTests
{
    private const int Accounts = 200;
    private const int Months = 4;

    private static readonly string Misses = RunningApp.Portfolio("misses");

    private static readonly string[] Rules =
    [
        "SilenceAgainstRhythm",
        "LowHealth",
        "HealthTrend",
        "SuddenDrop",
        "SustainedDecline",
        "NegativeSentiment",
        "UnresolvedTickets",
        "NoExecutive",
        "NoMeetings",
        "RenewalNear",
        "OverdueCtas",
    ];

    [Fact]
    public async Task They_are_those_of_which_no_prediction_was_high_and_silence_is_counted_among_the_others()
    {
        await using var app = await RunningApp.StartAsync();
        var all = await WriteAsync(app, new Random(3));
        var expected = all.Where(p => p.Settlement!.Happened)
            .GroupBy(p => p.AccountId)
            .Where(account => account.All(p => p.Probability < 0.6))
            .Select(account => account.MaxBy(p => p.PredictedAt)!)
            .OrderByDescending(p => p.Settlement!.OutcomeAt)
            .ThenBy(p => p.AccountId, StringComparer.Ordinal)
            .ToList();
        Assert.InRange(expected.Count, 20, 100);

        var found = await ReadAsync(app, Misses + "?limit=7");

        Assert.Equal(
            expected.Select(p => (p.AccountId, p.PredictionId)),
            found.Select(m => (Text(m, "accountId"), Text(m.GetProperty("prediction"), "predictionId")))
        );
        var now = app.Clock.GetUtcNow();
        var closed = all.Where(p => p.PredictedAt.AddDays(90) <= now).ToList();
        foreach (var (miss, p) in found.Zip(expected))
        {
            JsonShape.Is(miss, Shapes.MissedChurn);
            var silent = Rules.Where(rule => !SeenIn(p, rule)).ToList();
            Assert.Equal(silent, miss.GetProperty("silent").EnumerateArray().Select(rule => Text(rule, "rule")));
            AssertShare(closed, happened: false, silent, miss.GetProperty("sameSilence"));
            foreach (var rule in miss.GetProperty("silent").EnumerateArray())
            {
                AssertShare(closed, happened: false, [Text(rule, "rule")], rule.GetProperty("stayed"));
                AssertShare(closed, happened: true, [Text(rule, "rule")], rule.GetProperty("left"));
            }
        }
    }

    [Fact]
    public async Task The_facts_are_those_of_the_day_of_the_prediction()
    {
        await using var app = await RunningApp.StartAsync();
        var then = Some.KnownAccount() with
        {
            AnnualRevenue = 84_000,
            Currency = "EUR",
            CreatedAt = Some.DaysAgo(500),
            Type = AccountType.Customer,
        };
        await app.PutAsync(then);
        (await app.PredictAsync("acme")).Is(200);
        app.Clock.Advance(TimeSpan.FromDays(20));
        await app.PutAsync(then.WithHealth(3) with { AnnualRevenue = 1 });
        (await TellAsync(app, "CHURNED", Some.Now.AddDays(12))).Is(201);

        var miss = (await app.GetAsync(Misses)).Is(200).At("data[0]");

        JsonShape.Is(miss, Shapes.MissedChurn);
        Assert.Equal(12, miss.GetProperty("daysAhead").GetInt32());
        Assert.Equal(
            """{"healthScore":70,"annualRevenue":84000,"currency":"EUR","activeDays":8,"tenureDays":500,"type":"CUSTOMER"}""",
            miss.GetProperty("facts").GetRawText()
        );
        Assert.Contains(
            miss.GetProperty("seen").EnumerateArray(),
            seen => Text(seen, "sentence") == "Health score is 70, in the healthy range"
        );
        Assert.Contains(
            "By itself this would have been enough: a silence after which",
            Text(miss.GetProperty("missing"), "summary"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Of_a_learned_prediction_its_own_version_weighs_what_would_have_had_to_be_seen()
    {
        await using var app = await RunningApp.StartAsync();
        await app.PutAsync(Some.KnownAccount());
        // What was learned gives weight to a low health score alone.
        var model = new ChurnModel(
            0.3,
            Rules.ToDictionary(rule => rule, rule => rule == "LowHealth" ? 1.0 : 0),
            default
        );
        var learned = LearnedVersion.Nothing(Some.DaysAgo(1), 100, 20) with
        {
            Scope = LearnedScope.Weights,
            Model = model,
        };
        await app.Service<LearnedVersions>()
            .AddAsync(RunningApp.Tenant, new StoredVersion(1, learned, -1.1, 1, null), CancellationToken.None);
        (await app.PutAsync(RunningApp.Portfolio("settings"), """{"learning":{"mode":"on"}}""")).Is(200);
        (await app.PredictAsync("acme")).Is(200);
        // It is told by the version of the prediction, whatever is in use when it is asked.
        (await app.PutAsync(RunningApp.Portfolio("settings"), """{"learning":null}""")).Is(200);
        app.Clock.Advance(TimeSpan.FromDays(20));
        (await TellAsync(app, "CHURNED", Some.Now.AddDays(12))).Is(201);

        var missing = (await app.GetAsync(Misses)).Is(200).At("data[0].missing");

        var sign = Assert.Single(missing.GetProperty("alone").EnumerateArray());
        Assert.Equal("LowHealth", Text(sign, "rule"));
    }

    [Fact]
    public async Task The_thresholds_of_the_day_say_what_was_foreseen()
    {
        await using var app = await RunningApp.StartAsync();
        await app.PutAsync(Some.KnownAccount());
        await app.PutAsync(Some.KnownAccount() with { AccountId = "later" });
        (await app.PredictAsync("acme")).Is(200);
        (
            await app.PutAsync(
                RunningApp.Portfolio("settings"),
                """{"risk":{"critical":0.9,"high":0.05,"medium":0.01}}"""
            )
        ).Is(200);
        (await app.PredictAsync("later", options: """{"forceRefresh":true}""")).Is(200);
        app.Clock.Advance(TimeSpan.FromDays(1));
        (await TellAsync(app, "CHURNED", app.Clock.GetUtcNow())).Is(201);
        (await TellAsync(app, "CHURNED", app.Clock.GetUtcNow(), "later")).Is(201);

        var miss = Assert.Single((await app.GetAsync(Misses)).Is(200).Items("data"));

        Assert.Equal("acme", Text(miss, "accountId"));
        // By the thresholds of today it was high.
        Assert.Equal(JsonValueKind.Null, miss.GetProperty("missing").ValueKind);
    }

    private static async Task<List<CountedPrediction>> WriteAsync(RunningApp app, Random random)
    {
        var all = new List<CountedPrediction>();
        var rows = new List<(string AccountId, EntityChange Change)>();
        for (var i = 0; i < Accounts; i++)
        {
            var leftAt = random.Next(2) == 0 ? Some.Now.AddDays(-random.Next(1, 150)) : (DateTimeOffset?)null;
            for (var month = 0; month < Months; month++)
            {
                var at = Some.Now.AddDays(-160 + 30 * month);
                if (at < leftAt || (leftAt is null && at.AddDays(90) <= Some.Now))
                {
                    var p = Make($"a{i}", $"p{i}-{month}", at, leftAt, random);
                    all.Add(p);
                    rows.Add((p.AccountId, OutcomeStore.ToChange(p)));
                    rows.Add((p.AccountId, BasisOf(p).ToChange(p.AccountId, p.Type)));
                }
            }
        }

        foreach (var bucket in rows.GroupBy(row => Bucket.Of(row.AccountId)))
        {
            foreach (var some in bucket.Select(row => row.Change).Chunk(EntityKey.MaxChanges - 1))
            {
                var partition = Bucket.Partition(RunningApp.Tenant, bucket.Key);
                await app.Service<Tables>().Results.WriteAsync(partition, some, CancellationToken.None);
            }
        }

        return [.. all.Where(p => p.Settlement is not null)];
    }

    private static CountedPrediction Make(
        string id,
        string predictionId,
        DateTimeOffset at,
        DateTimeOffset? leftAt,
        Random random
    )
    {
        var happened = leftAt <= at.AddDays(90);
        var seen = Rules.Where(_ => random.Next(3) == 0).ToDictionary(rule => rule, _ => random.NextDouble() - 0.3);
        var probability = Math.Round(random.NextDouble() * 0.8, 4);
        return new CountedPrediction(
            id,
            PredictionType.Churn,
            predictionId,
            at,
            90,
            at.AddDays(30),
            probability,
            PredictionSource.Rules,
            new RiskScale().CategoryOf(probability),
            50,
            null,
            null,
            null,
            null,
            IsOpen: false,
            happened || at.AddDays(90) <= Some.Now
                ? new Settlement(
                    Some.Now,
                    happened ? "CHURNED" : "RETAINED",
                    happened,
                    true,
                    happened ? leftAt : null,
                    null
                )
                : null
        )
        {
            Evidence = new RulesEvidence(-1.1, seen, default),
        };
    }

    private static StoredBasis BasisOf(CountedPrediction p) =>
        new(
            p.PredictionId,
            p.PredictedAt,
            p.WindowDays,
            p.Probability,
            p.Source,
            "fingerprint",
            null,
            new PredictionBasis(
                50,
                null,
                null,
                -1.1,
                0,
                [.. p.Evidence!.Findings.Select(f => new RuleContribution(f.Key, f.Key, f.Value, "", f.Key))]
            )
        );

    private static async Task<List<JsonElement>> ReadAsync(RunningApp app, string path)
    {
        var found = new List<JsonElement>();
        for (var next = path; next is not null; )
        {
            var page = (await app.GetAsync(next)).Is(200);
            Assert.Equal(0.6, page.Number("high"));
            found.AddRange(page.Items("data"));
            next = page.Body.Contains("nextLink", StringComparison.Ordinal) ? page.Text("nextLink") : null;
        }

        return found;
    }

    private static void AssertShare(
        List<CountedPrediction> closed,
        bool happened,
        IReadOnlyCollection<string> silent,
        JsonElement share
    )
    {
        var among = closed.Where(p => p.Settlement!.Happened == happened).ToList();
        var count = among.Count(p => !silent.Any(rule => SeenIn(p, rule)));
        Assert.Equal(
            (count, among.Count),
            (share.GetProperty("silent").GetInt32(), share.GetProperty("of").GetInt32())
        );
        Assert.Equal(
            Math.Round((double)count / among.Count, 4),
            share.GetProperty("share").GetProperty("value").GetDouble()
        );
    }

    private static bool SeenIn(CountedPrediction p, string rule) =>
        p.Evidence!.Findings.TryGetValue(rule, out var logOdds) && logOdds > 0;

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;
}
