using System.Globalization;
using System.Text.Json.Nodes;

namespace CsMl.Tests.Crm.Platform;

/// <summary>Adds items to a platform's data, as its users would.</summary>
internal static class PlatformItems
{
    public static long AddAccount(this PlatformData data, string name = "Acme", string tenant = FakePlatform.Tenant) =>
        data.Add(
            "accounts",
            new JsonObject
            {
                ["name"] = name,
                ["type"] = "CUSTOMER",
                ["healthScore"] = 70,
                ["annualRevenue"] = "84000",
                ["archived"] = false,
                ["contacts"] = new JsonArray(
                    new JsonObject
                    {
                        ["id"] = 1,
                        ["firstName"] = "Ada",
                        ["lastName"] = "Ng",
                    }
                ),
            },
            tenant
        );

    public static long AddActivity(this PlatformData data, long account, string subject = "Call") =>
        data.Add(
            "activities",
            new JsonObject
            {
                ["accountId"] = account,
                ["type"] = "CALL",
                ["status"] = "COMPLETED",
                ["subject"] = subject,
                ["completedAt"] = "2026-03-01T10:00:00.000Z",
            }
        );

    public static long AddOpportunity(this PlatformData data, long account, int amount = 5000) =>
        data.Add(
            "opportunities",
            new JsonObject
            {
                ["accountId"] = account,
                ["name"] = "More seats",
                ["amount"] = amount.ToString(CultureInfo.InvariantCulture),
                ["status"] = "OPEN",
                ["stage"] = new JsonObject { ["name"] = "Proposal" },
            }
        );

    public static long AddCta(this PlatformData data, long account, string title = "Call them") =>
        data.Add(
            "ctas",
            new JsonObject
            {
                ["accountId"] = account,
                ["type"] = "RISK",
                ["priority"] = "HIGH",
                ["status"] = "OPEN",
                ["title"] = title,
            }
        );

    /// <summary>A new health score, which the account shows too.</summary>
    public static void AddSnapshot(this PlatformData data, long account, int score)
    {
        data.Add(
            "history",
            new JsonObject
            {
                ["accountId"] = account,
                ["date"] = "2026-03-01T00:00:00.000Z",
                ["score"] = score,
            }
        );
        data.Change("accounts", account, item => item["healthScore"] = score);
    }

    /// <summary>Accounts with something of everything.</summary>
    public static IReadOnlyList<long> AddPortfolio(this PlatformData data, int accounts)
    {
        var ids = new List<long>();
        for (var i = 0; i < accounts; i++)
        {
            var id = data.AddAccount($"Account {i}");
            data.AddActivity(id);
            data.AddOpportunity(id);
            data.AddCta(id);
            data.AddSnapshot(id, 50 + i % 50);
            ids.Add(id);
        }

        return ids;
    }
}
