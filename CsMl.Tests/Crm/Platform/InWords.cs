using System.Globalization;
using System.Text.Json.Nodes;
using CsMl.Core.Accounts;
using CsMl.Core.Json;

namespace CsMl.Tests.Crm.Platform;

/// <summary>
/// An account as one line: what the index says, and independently of it what the platform's data says, so that the two
/// can be compared.
/// </summary>
internal static class InWords
{
    public static string Of(AccountFacts f) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{f.AccountId} {f.Name} {f.HealthScore} {f.AnnualRevenue} {f.Archived} a:{Join(f.Activities.Select(a => $"{a.Id}={a.Subject}"))} o:{Join(f.Opportunities.Select(o => $"{o.Id}={o.Amount}"))} c:{Join(f.Ctas.Where(c => c.IsOpen).Select(c => $"{c.Id}={EnumNames.Of(c.Status)}"))} h:{f.HealthHistory.Count} p:{f.Contacts.Count}"
        );

    /// <summary>Every account of the tenant, in the order of their ids. Of CTAs, those that are open.</summary>
    public static IReadOnlyList<string> Of(PlatformData data)
    {
        var activities = ByAccount(data, "activities", a => $"{a["id"]}={a["subject"]}");
        var opportunities = ByAccount(data, "opportunities", o => $"{o["id"]}={o["amount"]}");
        var ctas = ByAccount(data, "ctas", c => $"{c["id"]}={c["status"]}");
        var history = ByAccount(data, "history", h => "");
        return
        [
            .. data.All("accounts")
                .Where(a => (string?)a["tenantId"] == FakePlatform.Tenant)
                .Select(a =>
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{a["id"]} {a["name"]} {a["healthScore"]} {a["annualRevenue"]} {(bool?)a["archived"] ?? false} a:{Join(activities[Id(a)])} o:{Join(opportunities[Id(a)])} c:{Join(ctas[Id(a)])} h:{history[Id(a)].Count()} p:{a["contacts"]?.AsArray().Count ?? 0}"
                    )
                )
                .Order(StringComparer.Ordinal),
        ];
    }

    private static ILookup<string, string> ByAccount(PlatformData data, string list, Func<JsonObject, string> word) =>
        data.All(list)
            .Where(item => list != "ctas" || (string?)item["status"] is not ("COMPLETED" or "CANCELLED"))
            .ToLookup(item => item["accountId"]!.ToString(), word);

    private static string Id(JsonObject account) => account["id"]!.ToString();

    private static string Join(IEnumerable<string> words) => string.Join(',', words.Order(StringComparer.Ordinal));
}
