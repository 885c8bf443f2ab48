using System.Text;
using static CsMl.Tests.Http.HostileRequest;
using static CsMl.Tests.Http.HostileRoutes;

namespace CsMl.Tests.Http;

/// <summary>Facts of an account that are none.</summary>
internal static class HostileFacts
{
    private static readonly (string Field, string[] Wrong)[] Fields =
    [
        ("name", ["1", "[]", "{}", "true", "null", "\"\"", "\"\\ud800\"", $"\"{new string('x', 257)}\""]),
        (
            "accountId",
            ["\"124\"", "\"../124\"", "124", "1.5", "true", "[]", "\"portfolio\"", "\"\\u0031\\u0032\\u0034\""]
        ),
        ("type", ["1", "[]", "\"\\ud800\""]),
        ("ownerId", ["true", "[]", "1.5", $"\"{new string('x', 129)}\""]),
        ("createdAt", ["\"yesterday\"", "1", "\"2026-02-30\"", "\"1899-12-31\"", "\"2201-01-01\"", "{}"]),
        ("healthScore", ["-1", "101", "\"50\"", "1e999", "true", "[]"]),
        ("annualRevenue", ["\"a lot\"", "1e40", "true", "[]", "{}", "-1e400"]),
        ("renewalDate", ["\"2026-13-01\"", "[]", "\"2026-01-01T25:00:00Z\""]),
        ("archived", ["\"yes\"", "1", "[]"]),
        ("healthHistory", ["{}", "1"]),
        ("healthHistory[0].date", ["null", "1", "\"x\""]),
        ("healthHistory[0].overallScore", ["-0.1", "100.1", "\"x\""]),
        ("activities", ["{}", "1"]),
        ("activities[0].date", ["null", "\"x\""]),
        ("activities[0].status", ["1"]),
        ("activities[0].sentiment", ["\"MEH\"", "1"]),
        ("activities[0].type", ["1", "[]"]),
        ("tickets[0].createdAt", ["\"x\"", "1"]),
        ("ctas[0].status", ["1"]),
        ("ctas[0].type", ["\"MAYBE\"", "{}"]),
        ("opportunities[0].amount", ["\"x\"", "1e40"]),
        ("opportunities[0].probability", ["101", "\"x\""]),
        ("contacts[0].lastContactAt", ["\"x\"", "1"]),
        ("subscription", ["[]", "1"]),
        ("subscription.annualRevenue", ["\"x\"", "[]"]),
        ("subscription.startDate", ["\"x\"", "1"]),
    ];

    public static IEnumerable<HostileRequest> All()
    {
        foreach (var (field, values) in Fields)
        {
            foreach (var value in values)
            {
                var name = field.Split('.')[0].Split('[')[0];
                var inner = field.Contains('.', StringComparison.Ordinal)
                    ? $"{{\"{field.Split('.')[1]}\":{value}}}"
                    : value;
                var whole = field.Contains('[', StringComparison.Ordinal) ? $"[{inner}]" : inner;
                var rest = name == "name" ? "" : ",\"name\":\"Acme\"";
                var says = value == "\"\\ud800\"" ? null : field;
                yield return new(
                    "PUT",
                    Context,
                    Encoding.UTF8.GetBytes($"{{\"{name}\":{whole}{rest}}}"),
                    [JsonType],
                    Field: says
                );
            }
        }
    }
}
