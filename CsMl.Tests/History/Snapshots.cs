using System.Globalization;
using System.Text.Json;
using CsMl.Tests.Http;

namespace CsMl.Tests.History;

/// <summary>Reads all that the app shows of a portfolio, until it shows the same twice: runs may still be writing.</summary>
internal static class Snapshots
{
    public static string Name(int revision) => $"Revision {revision}";

    public static int VersionOf(HttpAnswer answer) =>
        int.Parse(answer.Headers["ETag"].Trim('"'), CultureInfo.InvariantCulture);

    public static async Task<Snapshot> TakeAsync(Tenant portfolio, CancellationToken cancellation)
    {
        var (before, text) = ("", "?");
        while (true)
        {
            var snapshot = await ReadAsync(portfolio, cancellation);
            text = JsonSerializer.Serialize(snapshot);
            if (text == before)
            {
                return snapshot;
            }

            cancellation.ThrowIfCancellationRequested();
            before = text;
        }
    }

    private static async Task<Snapshot> ReadAsync(Tenant portfolio, CancellationToken cancellation)
    {
        var accounts = await Task.WhenAll(portfolio.AccountIds.Select(id => ReadAsync(portfolio, id, cancellation)));
        var risks = await portfolio.GetAsync(
            RunningApp.Portfolio("high-risk?minProbability=0&limit=100"),
            cancellation
        );
        var stats = await portfolio.GetAsync(RunningApp.Portfolio("cta-stats"), cancellation);
        var accuracy = await portfolio.GetAsync(RunningApp.Portfolio("accuracy?predictionType=CHURN"), cancellation);
        return new Snapshot(
            accounts.ToDictionary(account => account.Id, account => account.Revision, StringComparer.Ordinal),
            [.. accounts.SelectMany(account => account.Predictions)],
            [.. accounts.SelectMany(account => account.Ctas)],
            [
                .. risks
                    .Items("data")
                    .Select(risk => new SeenRisk(
                        Text(risk.GetProperty("account"), "id")!,
                        Text(risk.GetProperty("prediction"), "id")!,
                        risk.GetProperty("prediction").GetProperty("probability").GetDouble()
                    )),
            ],
            stats.At("data.totalGenerated").GetInt32(),
            stats.At("data.openCount").GetInt32(),
            accuracy.At("data.totalPredictions").GetInt32()
        );
    }

    private static async Task<(
        string Id,
        int Revision,
        List<SeenPrediction> Predictions,
        IReadOnlyList<SeenCta> Ctas
    )> ReadAsync(Tenant portfolio, string id, CancellationToken cancellation)
    {
        var facts = await portfolio.GetAsync(RunningApp.Account(id, "context"), cancellation);
        var predictions = new List<SeenPrediction>();
        var all = RunningApp.Account(id, "predictions?includeExpired=true&limit=100");
        await foreach (var item in ListAsync(portfolio, all, cancellation))
        {
            predictions.Add(PredictionOf(item));
        }

        var ctas = new List<Task<SeenCta>>();
        await foreach (var item in ListAsync(portfolio, RunningApp.Account(id, "ctas?limit=100"), cancellation))
        {
            ctas.Add(CtaOfAsync(portfolio, id, item, cancellation));
        }

        return (id, RevisionOf(facts.Text("data.name")!), predictions, await Task.WhenAll(ctas));
    }

    private static async Task<SeenCta> CtaOfAsync(
        Tenant portfolio,
        string accountId,
        JsonElement listed,
        CancellationToken cancellation
    )
    {
        var answer = await portfolio.GetAsync(
            RunningApp.Account(accountId, "ctas/" + Text(listed, "id")),
            cancellation
        );
        return new SeenCta(
            Text(listed, "id")!,
            accountId,
            Text(listed, "type")!,
            answer.Text("data.status") is not ("COMPLETED" or "CANCELLED"),
            VersionOf(answer),
            answer.Text("data.triggerData.predictionId")!,
            [.. answer.Items("data.events").Select(e => Text(e, "notes")).Reverse()]
        );
    }

    private static SeenPrediction PredictionOf(JsonElement item) =>
        new(
            Text(item, "predictionId")!,
            Text(item, "accountId")!,
            Text(item, "predictionType")!,
            Text(item, "status")!,
            RevisionOf(Text(item, "accountName")!),
            item.GetProperty("predictedAt").GetDateTimeOffset(),
            item.GetProperty("probability").GetDouble(),
            Text(item, "generatedCtaId")
        );

    private static async IAsyncEnumerable<JsonElement> ListAsync(
        Tenant portfolio,
        string first,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation
    )
    {
        string? link = first;
        while (link is not null)
        {
            var page = await portfolio.GetAsync(link, cancellation);
            foreach (var item in page.Items("data"))
            {
                yield return item;
            }

            link = page.Json.TryGetProperty("nextLink", out var next) ? next.GetString() : null;
        }
    }

    private static int RevisionOf(string name) => int.Parse(name.Split(' ')[1], CultureInfo.InvariantCulture);

    private static string? Text(JsonElement item, string name) => item.GetProperty(name).GetString();
}
