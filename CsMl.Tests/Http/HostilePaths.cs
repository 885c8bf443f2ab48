using static CsMl.Tests.Http.HostileRequest;
using static CsMl.Tests.Http.HostileRoutes;

namespace CsMl.Tests.Http;

/// <summary>Paths that lead nowhere, or somewhere else than they seem to.</summary>
internal static class HostilePaths
{
    private static readonly string[] Ids =
    [
        "..",
        "%2e%2e",
        ".%2e",
        "..%2f..",
        "%2F",
        "a%2Fb",
        "%5c",
        "a\\b",
        "%00",
        "a%00b",
        "%0d%0aX-Tenant-ID:%20b",
        "%7e",
        "a~b",
        "default~00",
        "a%23b",
        "a%3Fb",
        "a%25b",
        "%25%32%65",
        "a%20b",
        "+",
        "-a",
        ".a",
        ":a",
        "@a",
        "_a",
        "'or'1'='1",
        "%F0%9F%98%80",
        "%C3%BC",
        "%EF%BC%91%EF%BC%92%EF%BC%93",
        "%D0%B0cme",
        "acme%E2%80%8B",
        "%FF",
        "%ED%A0%80",
        "%c0%ae%c0%ae",
        "%u0031",
        "%",
        "%zz",
        new string('a', 65),
        new string('a', 4_000),
        new string('a', 20_000),
        "PORTFOLIO",
        "Portfolio",
        "null%00",
        "{accountId}",
        "<script>",
        "123;x=y",
        "123,124",
        "*",
    ];

    private static readonly string[] Paths =
    [
        "/",
        "/api",
        "/api/crm/accounts",
        "/api/crm/accounts/123",
        "/api/crm/accounts/123/ml",
        "/api/crm/accounts//ml/churn-risk",
        "/api/crm/accounts/123/ml/churn-risk/x",
        "/API/../admin/x",
        "/crm/accounts/123/ml/churn-risk",
        "/api/crm/accounts/portfolio/ml/churn-risk",
        "/api/crm/accounts/portfolio/ml/predictions",
        "/api/crm/accounts/portfolio/ml/context",
        "/.git/config",
        "/host.json",
        "/api/%2e%2e/host.json",
        "/admin/functions/Nothing",
    ];

    private static readonly string[] Runs =
    [
        "x",
        "nightly-2026-13-45",
        "%F0%9F%98%80",
        "..%2f..",
        "%ED%A0%80",
        "a%23b",
        "a%3fb",
        "~",
        "nightly-2026-03-04%00",
        new string('n', 600),
        "%7e%7e",
        "batch-",
    ];

    public static IEnumerable<HostileRequest> All()
    {
        foreach (var id in Ids)
        {
            yield return new("GET", RunningApp.Account(id, "churn-risk"), [], [], ByServer: true);
            yield return new(
                "PUT",
                RunningApp.Account(id, "context"),
                "{\"name\":\"x\"}"u8.ToArray(),
                [JsonType],
                ByServer: true
            );
        }

        foreach (var path in Paths)
        {
            yield return new("GET", path, [], [], ByServer: true);
        }

        foreach (var method in (string[])["GET", "DELETE", "PATCH", "OPTIONS", "HEAD", "TRACE", "BREW", "PUT"])
        {
            yield return new(method, Predict, [], [], ByServer: true);
            yield return new(method, GenerateCtas, [], [], ByServer: true);
        }

        foreach (var run in Runs)
        {
            yield return new("GET", RunningApp.Portfolio("runs/" + run), [], [], ByServer: true);
            yield return new("GET", RunningApp.Account("123", $"predictions/{run}/compare"), [], [], ByServer: true);
        }
    }
}
