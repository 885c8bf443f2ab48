using System.Text;
using CsMl.Core.Crm;
using CsMl.Core.Storage;
using CsMl.Functions.Http;
using CsMl.Tests.Http;
using Microsoft.AspNetCore.Http;

namespace CsMl.Tests.OpenApi;

/// <summary>One call for each problem that there is, and what the app answers to it.</summary>
internal static class ProvokedProblems
{
    private const string Churn = """{"predictionType":"CHURN"}""";

    public static async Task<IReadOnlyList<(ProblemCode Code, HttpAnswer Answer)>> MakeAsync(RunningApp app)
    {
        var answers = new List<(ProblemCode, HttpAnswer)>();
        answers.AddRange(await OfInputAsync(app));
        answers.AddRange(await OfAccountsAsync(app));
        answers.AddRange(await OfStatesAsync(app));
        answers.AddRange(await OfTenantsAsync());
        answers.AddRange(await OfOutagesAsync(app));
        return answers;
    }

    private static async Task<IReadOnlyList<(ProblemCode, HttpAnswer)>> OfInputAsync(RunningApp app) =>
        [
            (ProblemCode.InvalidRequest, await app.GetAsync(RunningApp.Portfolio("high-risk?limit=0"))),
            (ProblemCode.InvalidPredictionType, await app.PredictAsync("123", "CHRUN")),
            (
                ProblemCode.CrossSite,
                await app.GetAsync(RunningApp.Account("123", "churn-risk"), ("Sec-Fetch-Site", "cross-site"))
            ),
            (
                ProblemCode.BodyTooLarge,
                await app.PostAsync(RunningApp.Account("123", "predict"), new string(' ', 2 * ImportCalls.MiB))
            ),
            (
                ProblemCode.UnsupportedMediaType,
                await app.PostAsync(RunningApp.Account("123", "predict"), Churn, ("Content-Type", "text/plain"))
            ),
            (ProblemCode.FileNotFound, await app.GetAsync("/api/docs/none")),
        ];

    private static async Task<IReadOnlyList<(ProblemCode, HttpAnswer)>> OfAccountsAsync(RunningApp app)
    {
        await app.PutAsync(Some.Account("left") with { Archived = true });
        await app.PutAsync(Some.Account("prospect") with { Type = Core.Accounts.AccountType.Prospect });
        await app.PutAsync(Some.Account("new"));
        await app.PutAsync(Some.Account("erased"));
        (await app.SendAsync(HttpMethod.Delete, RunningApp.Account("erased", "").TrimEnd('/'), null)).Is(200);
        return
        [
            (
                ProblemCode.AccountErased,
                await app.PutAsync(RunningApp.Account("erased", "context"), """{"name":"Acme"}""")
            ),
            (ProblemCode.AccountNotFound, await app.PredictAsync("nobody")),
            (ProblemCode.AccountHasLeft, await app.PredictAsync("left")),
            (ProblemCode.NotACustomer, await app.PredictAsync("prospect")),
            (ProblemCode.PredictionNotFound, await app.PostAsync(RunningApp.Account("new", "generate-cta"), Churn)),
            (ProblemCode.CtaNotFound, await app.GetAsync(RunningApp.Account("123", "ctas/none"))),
            (ProblemCode.CtaNotCreated, await app.PostAsync(RunningApp.Account("1004", "generate-cta"), Churn)),
        ];
    }

    private static async Task<IReadOnlyList<(ProblemCode, HttpAnswer)>> OfStatesAsync(RunningApp app)
    {
        var run = (await app.PostAsync(RunningApp.Portfolio("batch-predict"))).Is(202).Text("statusUrl")!;
        (await app.SendAsync(HttpMethod.Delete, run, null)).Is(200);
        const string Name = """{"name":"Save"}""";
        var key = (IdempotentCall.Header, "example");
        var made = await app.PostAsync(RunningApp.Portfolio("playbooks"), Name, key);
        var playbook = RunningApp.Portfolio($"playbooks/{made.Is(201).Text("data.id")}");
        return
        [
            (ProblemCode.Conflict, await app.SendAsync(HttpMethod.Delete, run, null)),
            (ProblemCode.IdempotencyKeyReused, await app.PostAsync(RunningApp.Portfolio("batch-predict"), "{}", key)),
            (ProblemCode.IdempotencyKeyInUse, await SendWhileCarriedOutAsync(Name)),
            (ProblemCode.RunNotFound, await app.GetAsync(RunningApp.Portfolio("runs/none"))),
            (ProblemCode.PlaybookNotFound, await app.GetAsync(RunningApp.Portfolio("playbooks/none"))),
            (
                ProblemCode.PreconditionFailed,
                await app.PutAsync(playbook, """{"name":"Save"}""", ("If-Match", "\"0\""))
            ),
        ];
    }

    /// <summary>A call whose twin is being carried out and does not end in time.</summary>
    private static async Task<HttpAnswer> SendWhileCarriedOutAsync(string body)
    {
        const string Twin = "twin";
        await using var app = await RunningApp.StartAsync();
        var claim = await app.Service<KeptAnswers>()
            .ClaimAsync(RunningApp.Tenant, Twin, "carried out", null, CancellationToken.None);
        using var held = Assert.IsType<KeyClaim.Mine>(claim);
        var waiting = app.PostAsync(RunningApp.Portfolio("playbooks"), body, (IdempotentCall.Header, Twin));
        while (!waiting.IsCompleted)
        {
            app.Clock.Advance(KeptAnswers.LongestWait);
            await Task.Yield();
        }

        return await waiting;
    }

    private static async Task<IReadOnlyList<(ProblemCode, HttpAnswer)>> OfTenantsAsync()
    {
        var status = RunningApp.Portfolio("status");
        await using var byHeader = await RunningApp.StartAsync(("Tenancy:Mode", "Header"));
        await using var limited = await RunningApp.StartWithAsync(SilentQueue.Use, ("Limits:BatchRunsPerDay", "1"));
        (await limited.PostAsync(RunningApp.Portfolio("batch-predict"))).Is(202);
        await using var byKey = await RunningApp.StartAsync([.. SomeKeys.Settings]);
        await using var byClaim = await RunningApp.StartAsync(("Tenancy:Mode", "Claim"));
        var principal = Convert.ToBase64String(
            Encoding.UTF8.GetBytes("""{"claims":[{"typ":"tenant","val":"acme"}]}""")
        );
        return
        [
            (ProblemCode.TenantMissing, await byHeader.GetAsync(status)),
            (ProblemCode.TenantInvalid, await byHeader.GetAsync(status, (Tenancy.Header, "a/b"))),
            (ProblemCode.DailyLimitReached, await limited.PostAsync(RunningApp.Portfolio("batch-predict"))),
            (ProblemCode.AccessKeyUnknown, await byKey.GetAsync(status)),
            (
                ProblemCode.RoleRequired,
                await byKey.PostAsync(RunningApp.Account("123", "predict"), Churn, SomeKeys.Bearer(AccessRole.Reader))
            ),
            (ProblemCode.NotSignedIn, await byClaim.GetAsync(status)),
            (
                ProblemCode.TenantForbidden,
                await byClaim.GetAsync(status, ("X-MS-CLIENT-PRINCIPAL", principal), (Tenancy.Header, "other"))
            ),
        ];
    }

    /// <summary>By functions that fail as the storage, the CRM, the host and the app itself would make them.</summary>
    private static async Task<IReadOnlyList<(ProblemCode, HttpAnswer)>> OfOutagesAsync(RunningApp app) =>
        [
            (ProblemCode.StorageUnavailable, await FailAsync(app, new StorageUnavailableException("down"))),
            (ProblemCode.CrmUnavailable, await FailAsync(app, new CrmException("down"))),
            (ProblemCode.InternalError, await FailAsync(app, new InvalidOperationException("a defect"))),
            (ProblemCode.ShuttingDown, await FailAsync(app, new OperationCanceledException(), isStopping: true)),
        ];

    private static async Task<HttpAnswer> FailAsync(RunningApp app, Exception failure, bool isStopping = false)
    {
        using var body = new MemoryStream();
        var context = new DefaultHttpContext { RequestServices = app.Services };
        context.Response.Body = body;
        var result = await app.Service<HttpFunctionInvoker>()
            .AnswerAsync(
                context.Request,
                new Operation("Test", AccessRole.Reader, "Test"),
                HttpJson.Plain.String,
                _ => throw failure,
                new CancellationToken(isStopping)
            );
        await result.ExecuteAsync(context);
        var text = Encoding.UTF8.GetString(body.ToArray());
        return new HttpAnswer(
            context.Response.StatusCode,
            context.Response.ContentType,
            text,
            HttpAnswer.Parse(text),
            new Dictionary<string, string>(StringComparer.Ordinal)
        );
    }
}
