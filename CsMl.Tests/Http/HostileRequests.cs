using System.Text;

namespace CsMl.Tests.Http;

/// <summary>What nobody should send and somebody will: each is to be refused, and none may change anything.</summary>
internal static class HostileRequests
{
    private const string Json = "Content-Type: application/json";
    private static readonly string Predict = RunningApp.Account("123", "predict");
    private static readonly string GenerateCta = RunningApp.Account("123", "generate-cta");
    private static readonly string GenerateCtas = RunningApp.Portfolio("generate-ctas");
    private static readonly string BatchPredict = RunningApp.Portfolio("batch-predict");
    private static readonly string Outcomes = RunningApp.Account("123", "outcomes");
    private static readonly string ValidatePredictions = RunningApp.Portfolio("validate-predictions");
    private static readonly string Context = RunningApp.Account("123", "context");

    public static IEnumerable<HostileRequest> All() =>
        [
            .. BrokenBodies(),
            .. WrongFields(),
            .. WrongOutcomes(),
            .. WrongFacts(),
            .. WrongQueries(),
            .. OddPaths(),
            .. WrongTypesOfContent(),
            .. LargeBodies(),
            .. HostileCtaRequests.All(),
        ];

    private static IEnumerable<HostileRequest> BrokenBodies()
    {
        string[] broken =
        [
            "{",
            "}",
            "[]",
            "[{}]",
            "\"CHURN\"",
            "1",
            "true",
            "null",
            " ",
            "\r\n",
            "{,}",
            "{'predictionType':'CHURN'}",
            "{predictionType:\"CHURN\"}",
            "{\"predictionType\":\"CHURN\",}",
            "{\"predictionType\":\"CHURN\"",
            "{\"predictionType\":\"CHURN\"} x",
            "{\"predictionType\":\"CHURN\"}{}",
            "{\"predictionType\":\"CHURN",
            "{\"predictionType\" \"CHURN\"}",
            "/* */{\"predictionType\":\"CHURN\"}",
            "{\"predictionType\":\"CHURN\",\"a\":NaN}",
            "{\"predictionType\":\"CHURN\",\"a\":Infinity}",
            "{\"predictionType\":\"CHURN\",\"a\":-}",
            "{\"predictionType\":\"CHURN\",\"a\":007}",
            "{\"predictionType\":\"CHURN\",\"a\":1e}",
            "{\"predictionType\":\"CHURN\",\"a\":\"\\x41\"}",
            "{\"predictionType\":\"CHURN\",\"a\":\"\\u12\"}",
            "{\"predictionType\":\"CHURN\",\"a\":\"\n\"}",
            "{\"predictionType\":\"CHURN\",\"a\":\"\0\"}",
            "{\"predictionType\":\"CHURN\",\"predictionType\":\"CHURN\"}",
            "{\"predictionType\":\"CHURN\",\"\\u0070redictionType\":\"EXPANSION\"}",
            "{\"a\":{\"b\":1,\"b\":2},\"predictionType\":\"CHURN\"}",
            "{\"\\ud800\":1,\"\\ud800\":2,\"predictionType\":\"CHURN\"}",
            "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]><a>&b;</a>",
            "predictionType=CHURN",
            new string('{', 100),
            new string('[', 100_000),
            "{\"a\":" + new string('[', 500) + new string(']', 500) + ",\"predictionType\":\"CHURN\"}",
            string.Concat(Enumerable.Repeat("{\"a\":", 5_000)) + "1" + new string('}', 5_000),
        ];
        foreach (var body in broken)
        {
            foreach (
                var (method, path) in (IEnumerable<(string, string)>)
                    [
                        ("POST", Predict),
                        ("POST", GenerateCta),
                        ("POST", GenerateCtas),
                        ("POST", Outcomes),
                        ("POST", ValidatePredictions),
                        ("PUT", Context),
                    ]
            )
            {
                yield return new(method, path, Encoding.UTF8.GetBytes(body), [Json]);
            }
        }

        byte[][] garbled =
        [
            [0xff, 0xfe, .. Encoding.Unicode.GetBytes("{\"predictionType\":\"CHURN\"}")],
            [.. "{\"predictionType\":\"CH"u8, 0xff, 0xc0, 0x80, .. "\"}"u8],
            [.. "{\"predictionType\":\"CHURN\",\"a"u8, 0xed, 0xa0, 0x80, .. "\":1}"u8],
            [.. "{\"predictionType\":\""u8, 0xf4, 0x90, 0x80, 0x80, .. "\"}"u8],
            [0x1f, 0x8b, 8, 0, 0, 0, 0, 0],
            [0],
            [.. Enumerable.Range(0, 256).Select(i => (byte)i)],
        ];
        foreach (var body in garbled)
        {
            yield return new("POST", Predict, body, [Json]);
            yield return new("POST", GenerateCtas, body, [Json]);
            yield return new("POST", Outcomes, body, [Json]);
            yield return new("PUT", Context, body, [Json]);
        }
    }

    private static IEnumerable<HostileRequest> WrongOutcomes()
    {
        foreach (
            var value in (string[])
                [
                    "null",
                    "1",
                    "true",
                    "[]",
                    "{}",
                    "\"\"",
                    "\"churned\"",
                    "\"LOST\"",
                    "\"CHURNED\\u0000\"",
                    "\"\\ud800\"",
                ]
        )
        {
            yield return Post(Outcomes, $"{{\"outcome\":{value},\"occurredAt\":\"2026-01-01\"}}", "outcome");
        }

        yield return Post(Outcomes, "{}", "outcome");
        yield return new("POST", Outcomes, [], [Json], Field: "outcome");
        foreach (
            var value in (string[])
                [
                    "0",
                    "true",
                    "[]",
                    "{}",
                    "\"\"",
                    "\"yesterday\"",
                    "\"2026-02-30\"",
                    "\"2025-02-29\"",
                    "\"1899-12-31\"",
                    "\"2201-01-01\"",
                    "\"2099-01-01\"",
                    "\"2026-01-01T25:00:00Z\"",
                    "\"2026-01-01T00:00:00+15:00\"",
                    "\"2026-01-01~x\"",
                    "\"\\ud800\"",
                    $"\"{new string('2', 100_000)}\"",
                ]
        )
        {
            yield return Post(Outcomes, $"{{\"outcome\":\"CHURNED\",\"occurredAt\":{value}}}", "occurredAt");
        }
    }

    private static IEnumerable<HostileRequest> WrongFields()
    {
        string[] noType =
        [
            "1",
            "true",
            "[]",
            "{}",
            "\"\"",
            "\"churn\"",
            "\" CHURN\"",
            "\"CHURN\\u0000\"",
            "\"0\"",
            "\"ＣＨＵＲＮ\"",
            "\"СHURN\"",
            "\"\\ud800\"",
            "\"\\udc00CHURN\"",
            "\"CHURN,EXPANSION\"",
            $"\"{new string('A', 500_000)}\"",
            "1e999",
            "[\"CHURN\"]",
        ];
        foreach (var value in noType)
        {
            foreach (var path in (string[])[Predict, GenerateCta, GenerateCtas])
            {
                yield return Post(path, $"{{\"predictionType\":{value}}}", "predictionType");
            }
        }

        yield return Post(Predict, "{\"predictionType\":null}", "predictionType");
        yield return Post(Predict, "{\"PredictionType\":\"CHURN\"}", "predictionType");
        foreach (
            var value in (string[])
                [
                    "29",
                    "366",
                    "-1",
                    "0",
                    "1e9",
                    "1e999",
                    "-1e999",
                    "90.5",
                    "\"90\"",
                    "true",
                    "[]",
                    "{}",
                    "9999999999999999999999",
                ]
        )
        {
            yield return Post(
                Predict,
                $"{{\"predictionType\":\"CHURN\",\"options\":{{\"predictionWindowDays\":{value}}}}}",
                "options.predictionWindowDays"
            );
        }

        foreach (var value in (string[])["0", "1", "\"true\"", "\"\\ud800\"", "[]", "{}", "\"\""])
        {
            foreach (var flag in (string[])["forceRefresh", "skipCTAGeneration"])
            {
                yield return Post(
                    Predict,
                    $"{{\"predictionType\":\"CHURN\",\"options\":{{\"{flag}\":{value}}}}}",
                    $"options.{flag}"
                );
            }
        }

        foreach (var value in (string[])["0", "1", "\"\"", "[]", "true", "\"\\ud800\""])
        {
            yield return Post(Predict, $"{{\"predictionType\":\"CHURN\",\"options\":{value}}}", "options");
        }

        foreach (var value in (string[])["0", "51", "-1", "1.5", "1e999", "\"10\"", "true", "[]", "{}", "2147483648"])
        {
            yield return Post(GenerateCtas, $"{{\"maxCTAs\":{value}}}", "maxCTAs");
        }

        foreach (
            var value in (string[])["0", "100001", "-1", "1.5", "1e999", "\"10\"", "true", "[]", "{}", "2147483648"]
        )
        {
            yield return Post(BatchPredict, $"{{\"maxAccounts\":{value}}}", "maxAccounts");
        }

        foreach (
            var value in (string[])
                ["\"ALL\"", "\"high-risk\"", "\"\"", "\"\\ud800\"", "0", "true", "[]", "[\"all\"]", "{}"]
        )
        {
            yield return Post(BatchPredict, $"{{\"priorityFilter\":{value}}}", "priorityFilter");
        }
    }

    private static IEnumerable<HostileRequest> WrongFacts()
    {
        (string Field, string[] Wrong)[] fields =
        [
            ("name", ["1", "[]", "{}", "true", "null", "\"\"", "\"\\ud800\"", $"\"{new string('x', 257)}\""]),
            (
                "accountId",
                ["\"124\"", "\"../124\"", "124", "1.5", "true", "[]", "\"portfolio\"", "\"\\u0031\\u0032\\u0034\""]
            ),
            ("type", ["\"KING\"", "1", "[]", "\"\\ud800\""]),
            ("ownerId", ["true", "[]", "1.5", $"\"{new string('x', 129)}\""]),
            ("createdAt", ["\"yesterday\"", "1", "\"2026-02-30\"", "\"1899-12-31\"", "\"2201-01-01\"", "{}", "\"\""]),
            ("healthScore", ["-1", "101", "\"50\"", "1e999", "true", "[]"]),
            ("annualRevenue", ["\"a lot\"", "1e40", "true", "[]", "{}", "-1e400"]),
            ("renewalDate", ["\"2026-13-01\"", "[]", "\"2026-01-01T25:00:00Z\""]),
            ("archived", ["\"yes\"", "1", "[]"]),
            ("healthHistory", ["{}", "1", "\"\""]),
            ("healthHistory[0].date", ["null", "1", "\"x\""]),
            ("healthHistory[0].overallScore", ["-0.1", "100.1", "\"x\""]),
            ("activities", ["{}", "1"]),
            ("activities[0].date", ["null", "\"x\""]),
            ("activities[0].status", ["\"MAYBE\"", "1"]),
            ("activities[0].sentiment", ["\"MEH\"", "1"]),
            ("activities[0].type", ["1", "[]"]),
            ("tickets[0].createdAt", ["\"x\"", "1"]),
            ("ctas[0].status", ["\"MAYBE\"", "1"]),
            ("ctas[0].type", ["\"MAYBE\"", "{}"]),
            ("opportunities[0].amount", ["\"x\"", "1e40"]),
            ("opportunities[0].probability", ["101", "\"x\""]),
            ("contacts[0].lastContactAt", ["\"x\"", "1"]),
            ("subscription", ["[]", "1"]),
            ("subscription.annualRevenue", ["\"x\"", "[]"]),
            ("subscription.startDate", ["\"x\"", "1"]),
        ];
        foreach (var (field, values) in fields)
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
                    [Json],
                    Field: says
                );
            }
        }
    }

    private static IEnumerable<HostileRequest> WrongQueries()
    {
        string[] noCursor =
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
        (string Path, string Name, string[] Wrong)[] queries =
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
            (RunningApp.Portfolio("high-risk"), "cursor", noCursor),
            (RunningApp.Account("123", "predictions"), "cursor", noCursor),
            (RunningApp.Account("123", "predictions"), "type", ["", "churn", "x", "CHURN,EXPANSION", "%00", "null"]),
            (
                RunningApp.Account("123", "predictions"),
                "includeExpired",
                ["", "1", "yes", "TRUE ", "null", "%74rue%00"]
            ),
            (RunningApp.Account("123", "predictions"), "limit", ["0", "101", "x"]),
            (RunningApp.Account("123", "health-insights"), "refresh", ["", "1", "yes", "null"]),
            (RunningApp.Portfolio("accuracy"), "predictionType", ["", "churn", "ALL", "%FF"]),
            (RunningApp.Account("123", "predictions/x/compare"), "with", ["", "next", "PREVIOUS", "previous%00"]),
        ];
        foreach (var (path, name, values) in queries)
        {
            foreach (var value in values)
            {
                yield return new("GET", $"{path}?{name}={Escape(value)}", [], [], Field: name);
            }

            yield return new("GET", $"{path}?{name}=1&{name}=2", [], [], Field: name);
            yield return new("GET", $"{path}?{name}=1&{name.ToUpperInvariant()}=2", [], [], Field: name);
        }
    }

    private static IEnumerable<HostileRequest> OddPaths()
    {
        string[] ids =
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
        foreach (var id in ids)
        {
            yield return new("GET", RunningApp.Account(id, "churn-risk"), [], [], ByServer: true);
            yield return new(
                "PUT",
                RunningApp.Account(id, "context"),
                "{\"name\":\"x\"}"u8.ToArray(),
                [Json],
                ByServer: true
            );
        }

        foreach (
            var path in (string[])
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
                ]
        )
        {
            yield return new("GET", path, [], [], ByServer: true);
        }

        foreach (var method in (string[])["GET", "DELETE", "PATCH", "OPTIONS", "HEAD", "TRACE", "BREW", "PUT"])
        {
            yield return new(method, Predict, [], [], ByServer: true);
            yield return new(method, GenerateCtas, [], [], ByServer: true);
        }

        foreach (
            var run in (string[])
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
                ]
        )
        {
            yield return new("GET", RunningApp.Portfolio("runs/" + run), [], [], ByServer: true);
            yield return new("GET", RunningApp.Account("123", $"predictions/{run}/compare"), [], [], ByServer: true);
        }
    }

    private static IEnumerable<HostileRequest> WrongTypesOfContent()
    {
        string[] types =
        [
            "text/plain",
            "text/json",
            "application/xml",
            "application/x-www-form-urlencoded",
            "multipart/form-data; boundary=x",
            "application/json; charset=utf-16",
            "application/json; charset=iso-8859-1",
            "application/json, text/plain",
            "json",
            "*/*",
            "application/",
            "/",
            ";",
            new string('a', 5_000),
        ];
        foreach (var type in types)
        {
            yield return new("POST", Predict, "{\"predictionType\":\"CHURN\"}"u8.ToArray(), [$"Content-Type: {type}"]);
            yield return new("POST", GenerateCtas, "{}"u8.ToArray(), [$"Content-Type: {type}"]);
            yield return new("POST", Outcomes, "{\"outcome\":\"CHURNED\"}"u8.ToArray(), [$"Content-Type: {type}"]);
            yield return new("POST", ValidatePredictions, "{}"u8.ToArray(), [$"Content-Type: {type}"]);
            yield return new("PUT", Context, "{\"name\":\"x\"}"u8.ToArray(), [$"Content-Type: {type}"]);
        }

        foreach (
            var type in (string[])
                [
                    "text/plain",
                    "application/zip",
                    "text/csv; charset=utf-16",
                    "application/x-ndjson; charset=latin1",
                    "text/csv,text/csv",
                    "x",
                ]
        )
        {
            yield return new(
                "POST",
                RunningApp.Portfolio("import"),
                "{\"accountId\":\"new\",\"name\":\"New\"}"u8.ToArray(),
                [$"Content-Type: {type}"]
            );
        }

        yield return new(
            "POST",
            Predict,
            "{\"predictionType\":\"CHURN\"}"u8.ToArray(),
            [Json, "Content-Type: text/plain"]
        );
    }

    private static IEnumerable<HostileRequest> LargeBodies()
    {
        var ten = new byte[10 * 1024 * 1024];
        ten.AsSpan().Fill((byte)' ');
        yield return new("POST", Predict, ten, [Json]);
        yield return new("POST", GenerateCta, ten, [Json]);
        yield return new("POST", GenerateCtas, ten, [Json]);
        yield return new("POST", Outcomes, ten, [Json]);
        yield return new("POST", ValidatePredictions, ten, [Json]);
        yield return new("PUT", Context, ten, [Json]);
        var justOver = new byte[1024 * 1024 + 1];
        justOver.AsSpan().Fill((byte)' ');
        yield return new("POST", Predict, justOver, [Json]);
    }

    private static HostileRequest Post(string path, string body, string field) =>
        new("POST", path, Encoding.UTF8.GetBytes(body), [Json], Field: field);

    private static string Base64(string text) =>
        System.Buffers.Text.Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));

    private static string Escape(string value) =>
        value.Contains('%', StringComparison.Ordinal) ? value : Uri.EscapeDataString(value);
}
