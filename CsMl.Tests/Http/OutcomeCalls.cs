using System.Text.Json;

namespace CsMl.Tests.Http;

/// <summary>Tells what happened to an account, and reads what its predictions say of it.</summary>
internal static class OutcomeCalls
{
    public static readonly string Validate = RunningApp.Portfolio("validate-predictions");
    public static readonly string Accuracy = RunningApp.Portfolio("accuracy");

    /// <summary>One account with a churn prediction of a low risk.</summary>
    public static async Task<RunningApp> StartAsync()
    {
        var app = await RunningApp.StartAsync();
        await app.PutAsync(Some.KnownAccount());
        Assert.InRange((await app.PredictAsync("acme")).Is(200).Number("data.probability"), 0, 0.49);
        return app;
    }

    public static Task<HttpAnswer> TellAsync(RunningApp app, string kind, DateTimeOffset at, string id = "acme") =>
        app.PostAsync(
            RunningApp.Account(id, "outcomes"),
            $$"""{"outcome":"{{kind}}","occurredAt":"{{at:yyyy-MM-ddTHH:mm:ss.fffffff}}Z"}"""
        );

    public static async Task<JsonElement> ValidationAsync(RunningApp app) =>
        (await app.GetAsync(RunningApp.Account("acme", "predictions?includeExpired=true")))
            .Items("data")[^1]
            .GetProperty("validation");

    public static string Word(JsonElement prediction) =>
        prediction.GetProperty("validation") is { ValueKind: JsonValueKind.Object } validation
            ? validation.GetProperty("actualOutcome").GetString()!
            : "null";

    /// <summary>Those whose window is still open, too.</summary>
    public static async Task<(int Total, int Validated, int Accurate)> CountsAsync(RunningApp app)
    {
        var accuracy = (await app.GetAsync(Accuracy)).Is(200);
        return (
            accuracy.At("data.totalPredictions").GetInt32(),
            accuracy.At("data.validatedCount").GetInt32() + accuracy.At("data.settledEarly.validated").GetInt32(),
            accuracy.At("data.accurateCount").GetInt32() + accuracy.At("data.settledEarly.accurate").GetInt32()
        );
    }
}
