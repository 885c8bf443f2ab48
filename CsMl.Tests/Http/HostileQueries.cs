using System.Text;

namespace CsMl.Tests.Http;

/// <summary>Values of a query that it does not know, and cursors of no list.</summary>
internal static class HostileQueries
{
    private static readonly string[] NoCursor =
    [
        "",
        "x",
        "!!!!",
        "AAAA",
        "////",
        "Li4vLi4v",
        new string('A', 5_000),
        "8J-YgA",
        "7aCA",
        "AA",
        Base64("0400000~zzz"),
        Base64("~~~~"),
        Base64("0400000~x/../y"),
        Base64("😀😀😀"),
        Base64("tenants"),
        Base64("0" + new string('~', 200)),
        "%00",
        "%F0%9F%98%80",
    ];

    private static readonly (string Path, string Name, string[] Wrong)[] Queries =
    [
        (
            RunningApp.Portfolio("high-risk"),
            "minProbability",
            [
                "",
                "x",
                "-0.1",
                "1.1",
                "NaN",
                "Infinity",
                "1e-1",
                "0,6",
                " ",
                "0x1",
                "%00",
                "%FF%FE",
                new string('9', 4_000),
            ]
        ),
        (
            RunningApp.Portfolio("high-risk"),
            "limit",
            ["", "0", "101", "-1", "1.5", "x", "NaN", "1e1", "٢٠", "99999999999999999999", "%F0%9F%98%80"]
        ),
        (RunningApp.Portfolio("high-risk"), "cursor", NoCursor),
        (RunningApp.Account("123", "predictions"), "cursor", NoCursor),
        (RunningApp.Account("123", "predictions"), "type", ["", "churn", "x", "CHURN,EXPANSION", "%00", "null"]),
        (RunningApp.Account("123", "predictions"), "includeExpired", ["", "1", "yes", "TRUE ", "null", "%74rue%00"]),
        (RunningApp.Account("123", "predictions"), "limit", ["0", "101", "x"]),
        (RunningApp.Account("123", "health-insights"), "refresh", ["", "1", "yes", "null"]),
        (RunningApp.Portfolio("accuracy"), "predictionType", ["", "churn", "ALL", "%FF"]),
        (RunningApp.Account("123", "predictions/x/compare"), "with", ["", "next", "PREVIOUS", "previous%00"]),
    ];

    public static IEnumerable<HostileRequest> All()
    {
        foreach (var (path, name, values) in Queries)
        {
            foreach (var value in values)
            {
                yield return new("GET", $"{path}?{name}={Escape(value)}", [], [], Field: name);
            }

            yield return new("GET", $"{path}?{name}=1&{name}=2", [], [], Field: name);
            yield return new("GET", $"{path}?{name}=1&{name.ToUpperInvariant()}=2", [], [], Field: name);
        }
    }

    private static string Base64(string text) =>
        System.Buffers.Text.Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));

    private static string Escape(string value) =>
        value.Contains('%', StringComparison.Ordinal) ? value : Uri.EscapeDataString(value);
}
