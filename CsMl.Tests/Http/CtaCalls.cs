using CsMl.Core.Accounts;
using CsMl.Local.Sample;

namespace CsMl.Tests.Http;

/// <summary>The CTAs of the account 123: made, changed and listed.</summary>
internal static class CtaCalls
{
    public static readonly AccountFacts AtRisk = SamplePortfolio.Make(Some.Now).First(a => a.AccountId == "123");

    /// <summary>Makes the account's CTA, and answers its id.</summary>
    public static async Task<string> MakeAsync(RunningApp app, AccountFacts facts)
    {
        await app.PutAsync(facts);
        (await app.PredictAsync("123")).Is(200);
        return (await GenerateAsync(app)).Is(201).Text("data.cta.id")!;
    }

    public static Task<HttpAnswer> GenerateAsync(RunningApp app) =>
        app.PostAsync(RunningApp.Account("123", "generate-cta"));

    public static Task<HttpAnswer> PatchAsync(
        RunningApp app,
        string id,
        string body,
        params (string Name, string Value)[] headers
    ) => app.SendAsync(HttpMethod.Patch, CtasOf("/" + id), body, headers);

    public static string CtasOf(string rest = "") => RunningApp.Account("123", "ctas" + rest);

    public static IEnumerable<string> Ids(HttpAnswer answer) =>
        answer.Is(200).Items("data").Select(cta => cta.GetProperty("id").GetString()!);

    public static Cta Told(string id, DateTimeOffset? at) =>
        new()
        {
            Id = id,
            AccountId = "",
            Type = CtaType.Activity,
            Priority = CtaPriority.Medium,
            Title = $"Invoice {id}",
            CreatedAt = at,
        };
}
