using System.Text.Json;
using CsMl.Tests.Http;

namespace CsMl.Tests.History;

/// <summary>
/// A caller that does at random what callers do, and notes what it was answered. One caller alone writes the facts of an
/// account, one revision after another, so that their order is known from outside. An answer that never comes, because the app was
/// killed, is one that may or may not have been carried out.
/// </summary>
/// <param name="ownAccount">Whose facts it writes; null: it writes none.</param>
internal sealed class Caller(Tenant portfolio, string name, string? ownAccount, Random random)
{
    private static readonly string[] Types =
    [
        "CHURN",
        "CHURN",
        "CHURN",
        "EXPANSION",
        "ENGAGEMENT_DECLINE",
        "HEALTH_TREND",
    ];

    private readonly Dictionary<string, int> _seen = new(StringComparer.Ordinal);
    private int _revision;
    private int _notes;

    private CallHistory History => portfolio.History;

    /// <summary>The first facts of the account, so that there is something to predict.</summary>
    public Task BeginAsync(CancellationToken cancellation) =>
        ownAccount is { } own ? PutFactsAsync(own, cancellation) : Task.CompletedTask;

    public Task StepAsync(CancellationToken cancellation) =>
        random.Next(20) switch
        {
            < 4 when ownAccount is { } own => PutFactsAsync(own, cancellation),
            < 5 when ownAccount is { } own => ImportFactsAsync(own, cancellation),
            < 11 => PredictAsync(cancellation),
            < 12 => portfolio.SendAsync(
                HttpMethod.Post,
                RunningApp.Portfolio("batch-predict"),
                "{}",
                null,
                cancellation
            ),
            < 13 => portfolio.SendAsync(
                HttpMethod.Post,
                RunningApp.Portfolio("generate-ctas"),
                "{}",
                null,
                cancellation
            ),
            < 14 => TellOutcomeAsync(cancellation),
            < 17 => ReadCtaAsync(cancellation),
            _ => ChangeCtaAsync(cancellation),
        };

    private Task PutFactsAsync(string accountId, CancellationToken cancellation) =>
        WriteFactsAsync(
            accountId,
            revision =>
                portfolio.SendAsync(
                    HttpMethod.Put,
                    RunningApp.Account(accountId, "context"),
                    JsonSerializer.Serialize(
                        new
                        {
                            name = Snapshots.Name(revision),
                            type = "CUSTOMER",
                            createdAt = "2024-01-01",
                            healthScore = random.Next(2) == 0 ? 8 : 95,
                            activities = new[]
                            {
                                new { type = "CALL", date = TimeProvider.System.GetUtcNow().AddDays(-random.Next(90)) },
                            },
                        }
                    ),
                    null,
                    cancellation
                )
        );

    private Task ImportFactsAsync(string accountId, CancellationToken cancellation) =>
        WriteFactsAsync(
            accountId,
            revision =>
                portfolio.SendAsync(
                    HttpMethod.Post,
                    RunningApp.Portfolio("import"),
                    $"accountId,name,healthScore\n{accountId},{Snapshots.Name(revision)},{random.Next(100)}\n",
                    null,
                    cancellation,
                    "text/csv"
                )
        );

    private async Task WriteFactsAsync(string accountId, Func<int, Task<HttpAnswer?>> write)
    {
        var revision = ++_revision;
        History.Facts.AddOrUpdate(accountId, (0, revision), (_, facts) => facts with { Sent = revision });
        if (await write(revision) is { } answer)
        {
            answer.Is(200);
            History.Facts[accountId] = (revision, revision);
        }
    }

    private async Task PredictAsync(CancellationToken cancellation)
    {
        var body = $$$"""{"predictionType":"{{{Types[random.Next(Types.Length)]}}}","options":{"forceRefresh":true}}""";
        var answer = await portfolio.SendAsync(
            HttpMethod.Post,
            RunningApp.Account(portfolio.AnyAccount(random), "predict"),
            body,
            null,
            cancellation
        );
        if (answer is { Status: 200 })
        {
            History.Predictions.Add(answer.Text("data.predictionId")!);
        }
        else
        {
            // The account may not have its first facts yet.
            answer?.IsProblem(404, "ACCOUNT_NOT_FOUND");
        }
    }

    private async Task TellOutcomeAsync(CancellationToken cancellation)
    {
        var at = TimeProvider.System.GetUtcNow().AddDays(-400 - random.Next(100));
        var answer = await portfolio.SendAsync(
            HttpMethod.Post,
            RunningApp.Account(portfolio.AnyAccount(random), "outcomes"),
            $$"""{"outcome":"RENEWED","occurredAt":"{{at:yyyy-MM-ddTHH:mm:ss}}Z"}""",
            null,
            cancellation
        );
        answer?.Is(201);
    }

    private async Task ReadCtaAsync(CancellationToken cancellation)
    {
        if (portfolio.AnyCta(random) is var (owner, ctaId))
        {
            await CallAsync(ctaId, HttpMethod.Get, owner, null, null, cancellation);
        }
    }

    private async Task ChangeCtaAsync(CancellationToken cancellation)
    {
        if (portfolio.AnyCta(random) is var (owner, ctaId))
        {
            int? ifMatch = random.Next(3) > 0 && _seen.TryGetValue(ctaId, out var seen) ? seen : null;
            await CallAsync(ctaId, HttpMethod.Patch, owner, ifMatch, $"{name}-{++_notes}", cancellation);
        }
    }

    private async Task CallAsync(
        string ctaId,
        HttpMethod method,
        string owner,
        int? ifMatch,
        string? note,
        CancellationToken cancellation
    )
    {
        var began = History.Next();
        var answer = await portfolio.SendAsync(
            method,
            RunningApp.Account(owner, "ctas/" + ctaId),
            note is null ? null : $$"""{"notes":"{{note}}"}""",
            ifMatch is null ? null : $"\"{ifMatch}\"",
            cancellation
        );
        int? version = answer is { Status: 200 } ? Snapshots.VersionOf(answer) : null;
        if (version is { } known)
        {
            _seen[ctaId] = known;
            if (note is not null)
            {
                Assert.Equal(note, answer!.Text("data.events[0].notes"));
            }
        }
        else if (ifMatch is not null)
        {
            answer?.IsProblem(412, "PRECONDITION_FAILED");
            _seen.Remove(ctaId);
        }

        History.Ctas.Add(new CtaCall(ctaId, ifMatch, version, note, began, History.Next()));
    }
}
