using System.Net;
using System.Text.Json;
using Azure.Storage.Queues;
using CsMl.Core.Accounts;
using CsMl.Core.Portfolio;
using CsMl.Functions;
using CsMl.Local.Host;
using CsMl.Local.Sample;
using CsMl.Tests.Http;
using CsMl.Tests.Storage;
using CsMl.Tests.Worker.Rpc;

namespace CsMl.Tests.Worker;

/// <summary>The process that is deployed, played against the Functions host's protocol.</summary>
[NeedsNode]
[Trait("Speed", "Slow")]
[Collection(nameof(Azurite))]
public sealed class WorkerTests(RunningWorker worker, Azurite azurite) : IClassFixture<RunningWorker>
{
    private static readonly AccountFacts Account = SamplePortfolio
        .Make(TimeProvider.System.GetUtcNow())
        .First(account => account.AccountId == "123");

    private static readonly string Status = RunningApp.Portfolio("status");

    private static readonly string[] Expected =
    [
        "CancelRun",
        "CloseRun",
        "DeleteAccount",
        "DeletePlaybook",
        "DeliveryTimer",
        "FindAccountPage",
        "GetAccountPage",
        "GetAccuracy",
        "GetAudit",
        "GetChanges",
        "GetChurnRisk",
        "GetComparison",
        "GetContext",
        "GetCta",
        "GetCtaStats",
        "GetDashboard",
        "GetDashboardAsset",
        "GetDigest",
        "GetDocs",
        "GetDocsFile",
        "GetHealthInsights",
        "GetHighRisk",
        "GetMisses",
        "GetOpenApi",
        "GetOpinions",
        "GetPlaybook",
        "GetPortfolioPage",
        "GetPredictions",
        "GetRun",
        "GetSettings",
        "GetSignIn",
        "GetStatus",
        "GiveUpClosing",
        "GiveUpPage",
        "GiveUpRun",
        "ListCtas",
        "ListOpinions",
        "ListPlaybooks",
        "ListPortfolioCtas",
        "ListRuns",
        "NightlyTimer",
        "OpenRun",
        "PatchCta",
        "PatchCtas",
        "PostAccountPage",
        "PostActivities",
        "PostBatchPredict",
        "PostContacts",
        "PostDashboard",
        "PostGenerateCta",
        "PostGenerateCtas",
        "PostHealth",
        "PostImport",
        "PostOpinion",
        "PostOpportunities",
        "PostOutcome",
        "PostPlaybook",
        "PostPortfolioPage",
        "PostPredict",
        "PostSignIn",
        "PostSignOut",
        "PostSubscription",
        "PostSync",
        "PostTickets",
        "PostValidatePredictions",
        "PutContext",
        "PutPlaybook",
        "PutSettings",
        "ResumeTimer",
        "RetryRun",
        "ScorePage",
    ];

    [StorageFact]
    public void It_loads_every_function()
    {
        Assert.Equal(Expected, worker.Host.Functions.Keys.Order(StringComparer.Ordinal));
    }

    [StorageFact]
    public void It_declares_each_function_as_the_local_host_does()
    {
        var local = FunctionDiscovery.Find(FunctionDiscovery.ClassesIn(typeof(AppServices).Assembly));

        Assert.Equal(
            local.ToDictionary(function => function.Name, function => Describe(function.Trigger)),
            worker.Host.Functions.ToDictionary(function => function.Key, function => Describe(function.Value.Trigger))
        );
    }

    [StorageFact]
    public async Task It_answers_over_HTTP_with_what_it_stored()
    {
        var facts = JsonSerializer.Serialize(Account, AccountJson.Default.AccountFacts);
        var context = RunningApp.Account("123", "context");
        Assert.Equal(
            HttpStatusCode.OK,
            (await worker.Host.SendAsync("PutContext", HttpMethod.Put, context, facts)).Status
        );

        var (status, predicted) = await worker.Host.SendAsync(
            "PostPredict",
            HttpMethod.Post,
            RunningApp.Account("123", "predict"),
            """{"predictionType":"CHURN","options":{"forceRefresh":true}}"""
        );
        Assert.Equal(HttpStatusCode.OK, status);
        var risk = await worker.Host.SendAsync("GetChurnRisk", HttpMethod.Get, RunningApp.Account("123", "churn-risk"));
        Assert.Equal(HttpStatusCode.OK, risk.Status);

        var (made, read) = (Data(predicted), Data(risk.Body));
        Assert.Equal("123", made.GetProperty("accountId").GetString());
        Assert.Equal(made.GetRawText(), read.GetRawText());
    }

    /// <summary>The two routes differ in "portfolio" alone.</summary>
    [StorageFact]
    public async Task The_CTAs_of_an_account_and_those_over_all_accounts_are_each_listed()
    {
        var ofNobody = RunningApp.Account("nobody", "ctas");
        var (missing, problem) = await worker.Host.SendAsync("ListCtas", HttpMethod.Get, ofNobody);
        var (status, list) = await worker.Host.SendAsync(
            "ListPortfolioCtas",
            HttpMethod.Get,
            RunningApp.Portfolio("ctas")
        );

        Assert.Equal(HttpStatusCode.NotFound, missing);
        Assert.Contains("ACCOUNT_NOT_FOUND", problem, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(JsonValueKind.Array, Data(list).ValueKind);
    }

    [StorageFact]
    public async Task It_answers_a_problem_for_an_account_that_it_does_not_know()
    {
        var path = RunningApp.Account("nobody", "churn-risk");
        var (status, body) = await worker.Host.SendAsync("GetChurnRisk", HttpMethod.Get, path);

        Assert.Equal(HttpStatusCode.NotFound, status);
        Assert.Contains("ACCOUNT_NOT_FOUND", body, StringComparison.Ordinal);
    }

    /// <summary>Another try would read no more of it; and from a poison queue, which has none of its own, it would never go away.</summary>
    [StorageFact]
    public async Task A_message_that_nobody_can_read_is_dropped_and_logged()
    {
        foreach (var (function, text) in new[] { ("ScorePage", "no json"), ("GiveUpPage", "{not base64}") })
        {
            var result = await worker.Host.InvokeAsync(function, new TypedData { String = text });

            Assert.Equal(StatusResult.Types.Status.Success, result.Status);
        }

        Assert.Contains("A message of the queue csml-pages is no message", worker.Host.Log, StringComparison.Ordinal);
        Assert.Contains("A message of the queue csml-pages-poison is no", worker.Host.Log, StringComparison.Ordinal);
    }

    [StorageFact]
    public async Task It_makes_all_of_its_queues_as_it_starts()
    {
        var service = new QueueServiceClient(azurite.WorkerConnectionString);
        foreach (var queue in RunMessage.Queues)
        {
            await service.GetQueueClient(queue).DeleteIfExistsAsync();
        }

        await using var host = await RunningWorker.StartAsync(azurite);

        using var late = new CancellationTokenSource(HangGuard.Limit);
        foreach (var queue in RunMessage.Queues)
        {
            while (!await service.GetQueueClient(queue).ExistsAsync(late.Token))
            {
                late.Token.ThrowIfCancellationRequested();
            }
        }
    }

    [StorageFact]
    public async Task Without_its_storage_account_it_starts_all_the_same()
    {
        var nowhere = azurite.WorkerConnectionString.Replace(
            $":{azurite.QueueEndpoint.Port}",
            ":1",
            StringComparison.Ordinal
        );

        await using var host = await RunningWorker.StartAsync(azurite, ("AzureWebJobsStorage", nowhere));

        Assert.Equal(HttpStatusCode.OK, (await host.SendAsync("GetStatus", HttpMethod.Get, Status)).Status);
    }

    [StorageFact]
    public async Task Calls_are_not_logged_by_the_server_that_they_are_forwarded_to()
    {
        var (status, _) = await worker.Host.SendAsync("GetStatus", HttpMethod.Get, Status);

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.DoesNotContain("Information Microsoft.AspNetCore", worker.Host.Log, StringComparison.Ordinal);
    }

    [StorageFact]
    public async Task Told_to_end_it_ends_by_itself()
    {
        await using var host = await RunningWorker.StartAsync(azurite);

        Assert.Equal(0, await host.TerminateAsync());
    }

    [StorageFact]
    public async Task With_a_wrong_setting_it_does_not_start_and_says_which()
    {
        var e = await Assert.ThrowsAsync<InvalidOperationException>(() =>
            RunningWorker.StartAsync(azurite, ("Predictions__Risk__Medium", "0.9"))
        );

        Assert.Contains("Predictions:Risk must have", e.Message, StringComparison.Ordinal);
    }

    private static JsonElement Data(string body) => JsonSerializer.Deserialize<JsonElement>(body).GetProperty("data");

    private static string Describe(TriggerBinding trigger) =>
        trigger switch
        {
            HttpBinding http => $"{http.ParameterName}: {http.AuthLevel} {string.Join(',', http.Methods)} {http.Route}",
            QueueBinding queue => $"{queue.ParameterName}: {queue.QueueName}",
            TimerBinding timer => $"{timer.ParameterName}: {timer.Schedule}",
            _ => throw new InvalidOperationException($"{trigger} is of a kind that this test does not know."),
        };

    private static string Describe(JsonElement trigger)
    {
        return Text("name")
            + ": "
            + Text("type") switch
            {
                "httpTrigger" => $"{Text("authLevel")} {Methods()} {Text("route")}",
                "queueTrigger" => Text("queueName"),
                "timerTrigger" => Text("schedule"),
                var type => throw new InvalidOperationException($"{type} is of a kind that this test does not know."),
            };

        string Text(string name) => trigger.GetProperty(name).GetString()!;

        string Methods() =>
            string.Join(
                ',',
                trigger.GetProperty("methods").EnumerateArray().Select(m => m.GetString()!.ToUpperInvariant())
            );
    }
}
