using CsMl.Core.Storage;
using CsMl.Functions.Http;
using CsMl.Local.Sample;
using CsMl.Tests.Storage;

namespace CsMl.Tests.Http;

/// <summary>
/// A hundred requests with one Idempotency-Key, under a process that is killed at each of its first calls to the tables
/// in turn, before it and behind it: once every client has sent its request again, there is one effect and one answer.
/// </summary>
public abstract class RepeatedRequestSuite
{
    private const int Clients = 100;
    private const int Points = 20;

    private static readonly CancellationToken None = CancellationToken.None;

    private readonly string _tenant = $"r{Guid.NewGuid():N}";

    /// <summary>The tables of the app; null for its own.</summary>
    protected abstract Tables? Tables { get; }

    [StorageFact]
    public Task A_prediction_and_its_CTA_are_made_once() =>
        HasOneEffectAsync(
            RunningApp.Account("{0}", "predict"),
            """{"predictionType":"CHURN","options":{"forceRefresh":true}}""",
            before => before with { Predictions = before.Predictions + 1, Ctas = before.Ctas + 1 }
        );

    [StorageFact]
    public Task A_CTA_is_made_once() =>
        HasOneEffectAsync(
            RunningApp.Account("{0}", "generate-cta"),
            """{"predictionType":"CHURN"}""",
            before => before with { Ctas = before.Ctas + 1 }
        );

    [StorageFact]
    public Task CTAs_of_the_portfolio_are_made_once() =>
        HasOneEffectAsync(
            RunningApp.Portfolio("generate-ctas"),
            """{"maxCTAs":1}""",
            before => before with { Ctas = before.Ctas + 1 }
        );

    [StorageFact]
    public Task A_playbook_is_added_once() =>
        HasOneEffectAsync(
            RunningApp.Portfolio("playbooks"),
            """{"name":"Save {0}"}""",
            before => before with { Playbooks = before.Playbooks + 1 }
        );

    [StorageFact]
    public Task A_run_is_started_once() =>
        HasOneEffectAsync(
            RunningApp.Portfolio("batch-predict"),
            """{"maxAccounts":1}""",
            before => before with { Runs = before.Runs + 1 }
        );

    [StorageFact]
    public Task An_outcome_is_recorded_once() =>
        HasOneEffectAsync(
            RunningApp.Account("{0}", "outcomes"),
            """{"outcome":"RENEWED"}""",
            before => before with { Outcomes = before.Outcomes + 1 }
        );

    /// <param name="path">In it and in the body {0} is an account at risk that no other point has.</param>
    /// <param name="expected">What is stored afterwards, from what was stored before.</param>
    private async Task HasOneEffectAsync(string path, string body, Func<Effects, Effects> expected)
    {
        var cut = new Cut();
        Tables? inner = null;
        await using var app = await RunningApp.StartAsync(
            own => cut.Over(inner = Tables ?? own),
            ("Tenancy:Mode", "Header"),
            ("Ctas:AutoGenerateOnPredict", "true")
        );
        var isPredict = path.EndsWith("/predict", StringComparison.Ordinal);
        for (var point = 0; point < Points; point++)
        {
            var id = $"a{point}";
            var (url, json) = (Filled(path, id), Filled(body, id));
            await app.PutAsync(AtRisk with { AccountId = id }, _tenant);
            if (!isPredict)
            {
                (await app.SendAsync(HttpMethod.Post, Predict(id), SkipCtas, Tenant)).Is(200);
            }

            var before = await CountAsync(inner!);
            cut.At(point, arrives: point % 2 == 1);
            var answers = await SendAsync(app, url, json, $"k{point}", Enumerable.Repeat<HttpAnswer?>(null, Clients));
            Assert.True(cut.Happened, "The process was not killed.");
            cut.Mend();
            // Whoever carried it out has to be taken for dead first.
            app.Clock.Advance(TimeSpan.FromSeconds(20));
            answers = await SendAsync(app, url, json, $"k{point}", answers);

            Assert.All(answers, answer => Assert.InRange(answer.Status, 200, 299));
            Assert.Single(answers.Select(answer => (answer.Status, answer.Body)).Distinct());
            Assert.Equal(expected(before), await CountAsync(inner!));
        }
    }

    private static Core.Accounts.AccountFacts AtRisk { get; } =
        SamplePortfolio.Make(Some.Now).First(account => account.AccountId == "123");

    private const string SkipCtas = """{"predictionType":"CHURN","options":{"skipCTAGeneration":true}}""";

    private (string, string) Tenant => (Tenancy.Header, _tenant);

    private static string Predict(string id) => RunningApp.Account(id, "predict");

    private static string Filled(string text, string id) => text.Replace("{0}", id, StringComparison.Ordinal);

    /// <summary>Those that have no success yet send their request, all at once.</summary>
    private async Task<HttpAnswer[]> SendAsync(
        RunningApp app,
        string url,
        string json,
        string key,
        IEnumerable<HttpAnswer?> before
    ) =>
        await Task.WhenAll(
            before.Select(answer =>
                answer is { Status: < 300 }
                    ? Task.FromResult(answer)
                    : app.SendAsync(HttpMethod.Post, url, json, Tenant, (IdempotentCall.Header, key))
            )
        );

    private async Task<Effects> CountAsync(Tables tables)
    {
        var results = await TemporaryStore.RowsAsync(tables.Results, _tenant);
        return new Effects(
            results.Count(row => IsOf("p")(row) && row.RowKey.EndsWith("~CHURN", StringComparison.Ordinal)),
            results.Count(IsOf("c")),
            results.Count(row => IsOf("o")(row) && !row.RowKey.EndsWith("~0", StringComparison.Ordinal)),
            await CountAsync(tables.Accounts, EntityKey.Of(_tenant, "playbooks"), ""),
            await CountAsync(tables.Runs, _tenant, "batch-")
        );

        static Func<Entity, bool> IsOf(string kind) =>
            row => row.RowKey.StartsWith(kind + EntityKey.Separator, StringComparison.Ordinal);
    }

    private static async Task<int> CountAsync(IEntityTable table, string partition, string prefix)
    {
        var count = 0;
        await foreach (var row in table.QueryAsync(partition, RowRange.All, None))
        {
            count += row.RowKey.StartsWith(prefix, StringComparison.Ordinal) ? 1 : 0;
        }

        return count;
    }

    private sealed record Effects(int Predictions, int Ctas, int Outcomes, int Playbooks, int Runs);
}
