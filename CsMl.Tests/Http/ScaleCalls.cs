using System.Globalization;
using CsMl.Core.Predictions;
using CsMl.Core.Storage;

namespace CsMl.Tests.Http;

/// <summary>Changes the scale of a tenant's probabilities, and reads what stands on it.</summary>
internal static class ScaleCalls
{
    public static readonly string Address = RunningApp.Portfolio("settings");
    public static readonly string DryRun = Address + "?dryRun=true";

    public static string Rescore(int version) => RunningApp.Portfolio($"runs/rescore-{version}");

    public static string Expect(double? rate) =>
        $$"""{"predictions":{"expectedChurn":{{rate?.ToString(CultureInfo.InvariantCulture) ?? "null"}} } }""";

    /// <summary>Changes settings, and answers once every account is scored again.</summary>
    public static async Task<HttpAnswer> PutAsync(RunningApp app, string body, int version)
    {
        var put = (await app.PutAsync(Address, body)).Is(200);
        Assert.Equal(version, put.At("data.scale.version").GetInt32());
        var run = await app.WhenAsync(Rescore(version), RunningApp.IsOver);
        Assert.Equal(("rescore", "completed"), (run.Text("data.kind"), run.Text("data.state")));
        return put;
    }

    /// <summary>Every listed account by its id.</summary>
    public static async Task<Dictionary<string, ListedRisk>> RisksAsync(RunningApp app)
    {
        var risks = new Dictionary<string, ListedRisk>();
        await foreach (var risk in app.Service<RiskIndex>().ListAsync(RunningApp.Tenant, PredictionType.Churn, default))
        {
            risks.Add(risk.AccountId, risk);
        }

        return risks;
    }

    /// <summary>Accounts by category, from critical to low.</summary>
    public static int[] Counts(IEnumerable<RiskCategory?> categories)
    {
        var each = categories.ToList();
        return [.. Enum.GetValues<RiskCategory>().Reverse().Select(category => each.Count(c => c == category))];
    }

    public static int[] Counts(HttpAnswer answer, string path) =>
        [.. ((string[])["critical", "high", "medium", "low"]).Select(name => answer.At($"{path}.{name}").GetInt32())];
}
