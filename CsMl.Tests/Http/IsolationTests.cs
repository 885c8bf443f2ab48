using System.Text.Json;
using CsMl.Core.Accounts;
using CsMl.Core.Storage;
using CsMl.Local.Sample;

namespace CsMl.Tests.Http;

/// <summary>
/// Tenants and accounts that look alike in every way that could mislead a key: each sees what it wrote, and nobody
/// else's rows change or show, through any route.
/// </summary>
public sealed class IsolationTests
{
    private static readonly string[] Tenants =
    [
        "a",
        "A",
        "a-",
        "a-1",
        "a-10",
        "a_1",
        "-",
        "_",
        "p",
        "h",
        "r",
        "c",
        "0",
        "00",
        "123",
        "default",
        "tenants",
        "CHURN",
    ];

    private static readonly string[] Ids =
    [
        "a",
        "A",
        "aa",
        "a-1",
        "a-10",
        "a.1",
        "a:1",
        "a@1",
        "a.",
        "a-",
        "p",
        "00",
        "1",
        "12",
        "123",
        "CHURN",
    ];

    private static readonly AccountFacts AtRisk = SamplePortfolio.Make(Some.Now)[0];

    /// <summary>Half of all pairs, in a pattern that leaves each tenant and each id in some and out of others.</summary>
    private static bool IsThere(int tenant, int id) => (tenant + id) % 2 == 0;

    [Fact]
    [Trait("Speed", "Slow")]
    public async Task What_one_tenant_writes_no_other_sees_or_loses()
    {
        await using var app = await RunningApp.StartAsync(("Tenancy:Mode", "Header"));
        var pairs = (
            from t in Enumerable.Range(0, Tenants.Length)
            from i in Enumerable.Range(0, Ids.Length)
            select (Tenant: Tenants[t], Id: Ids[i], IsThere: IsThere(t, i))
        ).ToList();
        Assert.True(pairs.Count > 250);
        var made = new Dictionary<(string, string), string>();

        var before = app.Dump(withBodies: false);
        foreach (var (tenant, id, _) in pairs.Where(p => p.IsThere))
        {
            made[(tenant, id)] = await WriteAsync(app, tenant, id);
            var after = app.Dump(withBodies: false).ToHashSet(StringComparer.Ordinal);
            Assert.All(before, row => Assert.True(after.Contains(row), $"{tenant} {id} changed {row}"));
            Assert.All(after.Except(before), row => Assert.True(IsOf(row, tenant, id), $"{tenant} {id} wrote {row}"));
            before = [.. after];
        }

        foreach (var (tenant, id, isThere) in pairs)
        {
            if (isThere)
            {
                await AssertSeesOwnAsync(app, tenant, id, made[(tenant, id)]);
            }
            else
            {
                await AssertSeesNothingAsync(app, tenant, id);
            }
        }

        foreach (var tenant in Tenants)
        {
            await AssertListsOwnAsync(
                app,
                tenant,
                [.. pairs.Where(p => p.IsThere && p.Tenant == tenant).Select(p => p.Id)]
            );
        }
    }

    /// <summary>Writes whatever a tenant can, and answers the prediction's id.</summary>
    private static async Task<string> WriteAsync(RunningApp app, string tenant, string id)
    {
        var header = ("X-Tenant-ID", tenant);
        var facts = AtRisk with { AccountId = id, Name = $"{id} of {tenant}" };
        var json = JsonSerializer.Serialize(facts, AccountJson.Default.AccountFacts);
        (await app.PutAsync(RunningApp.Account(id, "context"), json, header)).Is(200);
        var imported = await app.PostAsync(RunningApp.Portfolio("import"), json.ReplaceLineEndings(""), header);
        Assert.Equal(1, imported.Is(200).At("imported").GetInt32());
        (await app.GetAsync(RunningApp.Account(id, "health-insights"), header)).Is(200);
        (await app.PredictAsync(id, "CHURN", "{}", header)).Is(200);
        var again = (await app.PredictAsync(id, "CHURN", """{"forceRefresh":true}""", header)).Is(200);
        var made = (await app.PostAsync(RunningApp.Account(id, "generate-cta"), null, header)).Is(201);
        var cta = RunningApp.Account(id, "ctas/" + made.Text("data.cta.id"));
        (await app.SendAsync(HttpMethod.Patch, cta, $$"""{"notes":"{{id}} of {{tenant}}"}""", header)).Is(200);
        var compare = $"predictions/{again.Text("data.predictionId")}/compare";
        (await app.GetAsync(RunningApp.Account(id, compare), header)).Is(200);
        var told = await app.PostAsync(
            RunningApp.Account(id, "outcomes"),
            """{"outcome":"CONTRACTED","occurredAt":"2026-03-01"}""",
            header
        );
        Assert.Equal(0, told.Is(201).At("data.validated").GetInt32());
        return again.Text("data.predictionId")!;
    }

    private static async Task AssertSeesOwnAsync(RunningApp app, string tenant, string id, string predictionId)
    {
        var header = ("X-Tenant-ID", tenant);
        var name = $"{id} of {tenant}";

        Assert.Equal(name, (await app.GetAsync(RunningApp.Account(id, "context"), header)).Is(200).Text("data.name"));
        var churn = (await app.GetAsync(RunningApp.Account(id, "churn-risk"), header)).Is(200);
        Assert.Equal((name, predictionId), (churn.Text("data.accountName"), churn.Text("data.predictionId")));
        var ctas = (await app.GetAsync(RunningApp.Account(id, "ctas"), header)).Is(200);
        Assert.Contains(
            churn.Text("data.generatedCtaId"),
            ctas.Items("data").Select(c => c.GetProperty("id").GetString())
        );
        Assert.All(ctas.Items("data"), c => Assert.Equal(id, c.GetProperty("accountId").GetString()));
        var one = RunningApp.Account(id, "ctas/" + churn.Text("data.generatedCtaId"));
        Assert.Equal(name, (await app.GetAsync(one, header)).Is(200).Text("data.events[0].notes"));
        var listed = (await app.GetAsync(RunningApp.Account(id, "predictions?includeExpired=true"), header)).Is(200);
        Assert.Equal([name, name, name], listed.Items("data").Select(p => p.GetProperty("accountName").GetString()!));
    }

    private static async Task AssertSeesNothingAsync(RunningApp app, string tenant, string id)
    {
        var header = ("X-Tenant-ID", tenant);
        foreach (
            var route in (string[])
                ["context", "churn-risk", "health-insights", "ctas", "ctas/x", "predictions?includeExpired=true"]
        )
        {
            (await app.GetAsync(RunningApp.Account(id, route), header)).IsProblem(404, "ACCOUNT_NOT_FOUND");
        }

        (await app.PredictAsync(id, "CHURN", "{}", header)).IsProblem(404, "ACCOUNT_NOT_FOUND");
        (await app.PostAsync(RunningApp.Account(id, "outcomes"), """{"outcome":"CHURNED"}""", header)).IsProblem(
            404,
            "ACCOUNT_NOT_FOUND"
        );
        (await app.PostAsync(RunningApp.Account(id, "generate-cta"), null, header)).IsProblem(404, "ACCOUNT_NOT_FOUND");
    }

    private static async Task AssertListsOwnAsync(RunningApp app, string tenant, IReadOnlyList<string> ids)
    {
        var header = ("X-Tenant-ID", tenant);
        var risks = (await app.GetAsync(RunningApp.Portfolio("high-risk?minProbability=0&limit=100"), header)).Is(200);
        Assert.Equal(
            ids.Select(id => $"{id} of {tenant}").Order(StringComparer.Ordinal),
            risks
                .Items("data")
                .Select(r => r.GetProperty("account").GetProperty("name").GetString()!)
                .Order(StringComparer.Ordinal)
        );
        var stats = (await app.GetAsync(RunningApp.Portfolio("cta-stats"), header)).Is(200);
        Assert.Equal(ids.Count, stats.At("data.totalGenerated").GetInt32());
        var accuracy = (await app.GetAsync(RunningApp.Portfolio("accuracy"), header)).Is(200);
        Assert.Equal(2 * ids.Count, accuracy.At("data.totalPredictions").GetInt32());
        // What other tenants tell of accounts of the same id settles nothing here.
        Assert.Equal(0, accuracy.At("data.validatedCount").GetInt32());
        var validated = await app.PostAsync(RunningApp.Portfolio("validate-predictions"), null, header);
        Assert.Equal(0, validated.Is(200).At("validated").GetInt32());
        foreach (var id in ids)
        {
            var told = await app.PostAsync(RunningApp.Account(id, "outcomes"), """{"outcome":"EXPANDED"}""", header);
            Assert.Equal(0, told.Is(201).At("data.validated").GetInt32());
            app.Clock.Advance(TimeSpan.FromMilliseconds(1));
            told = await app.PostAsync(RunningApp.Account(id, "outcomes"), """{"outcome":"CHURNED"}""", header);
            Assert.Equal(1, told.Is(201).At("data.validated").GetInt32());
        }

        var ctas = (await app.PostAsync(RunningApp.Portfolio("generate-ctas"), null, header)).Is(200);
        Assert.Equal(0, ctas.At("generated").GetInt32());
        Assert.Empty(ctas.Items("results"));
        (await app.GetAsync(RunningApp.Portfolio("runs/nightly-2026-03-04"), header)).IsProblem(404, "RUN_NOT_FOUND");
    }

    private static bool IsOf(string row, string tenant, string id)
    {
        var parts = row.Split(' ', 4);
        return parts[1] switch
        {
            "tenants" => parts[2] == tenant,
            // Each change leaves a row of the audit, and one of what changed, which name the account in their bodies.
            var audit when audit == EntityKey.Of(tenant, "audit") => true,
            var bucket => bucket == Bucket.Partition(new AccountKey(tenant, id))
                && (parts[2].Split('~').Contains(id) || parts[2].StartsWith("y~", StringComparison.Ordinal)),
        };
    }
}
