using System.Text;
using static CsMl.Tests.Http.HostileRequest;
using static CsMl.Tests.Http.HostileRoutes;

namespace CsMl.Tests.Http;

/// <summary>Bodies that are no JSON, no text, or too large.</summary>
internal static class HostileBodies
{
    private static readonly string[] Broken =
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

    private static readonly byte[][] Garbled =
    [
        [0xff, 0xfe, .. Encoding.Unicode.GetBytes("{\"predictionType\":\"CHURN\"}")],
        [.. "{\"predictionType\":\"CH"u8, 0xff, 0xc0, 0x80, .. "\"}"u8],
        [.. "{\"predictionType\":\"CHURN\",\"a"u8, 0xed, 0xa0, 0x80, .. "\":1}"u8],
        [.. "{\"predictionType\":\""u8, 0xf4, 0x90, 0x80, 0x80, .. "\"}"u8],
        [0x1f, 0x8b, 8, 0, 0, 0, 0, 0],
        [0],
        [.. Enumerable.Range(0, 256).Select(i => (byte)i)],
    ];

    public static IEnumerable<HostileRequest> All() => [.. BrokenBodies(), .. GarbledBodies(), .. LargeBodies()];

    private static IEnumerable<HostileRequest> BrokenBodies()
    {
        foreach (var body in Broken)
        {
            foreach (
                var (method, path) in (IEnumerable<(string, string)>)
                    [
                        ("POST", Predict),
                        ("POST", GenerateCta),
                        ("POST", GenerateCtas),
                        ("POST", TellOutcome),
                        ("POST", ValidatePredictions),
                        ("PUT", Context),
                    ]
            )
            {
                yield return new(method, path, Encoding.UTF8.GetBytes(body), [JsonType]);
            }
        }
    }

    private static IEnumerable<HostileRequest> GarbledBodies()
    {
        foreach (var body in Garbled)
        {
            yield return new("POST", Predict, body, [JsonType]);
            yield return new("POST", GenerateCtas, body, [JsonType]);
            yield return new("POST", TellOutcome, body, [JsonType]);
            yield return new("PUT", Context, body, [JsonType]);
        }
    }

    private static IEnumerable<HostileRequest> LargeBodies()
    {
        var ten = new byte[10 * 1024 * 1024];
        ten.AsSpan().Fill((byte)' ');
        yield return new("POST", Predict, ten, [JsonType]);
        yield return new("POST", GenerateCta, ten, [JsonType]);
        yield return new("POST", GenerateCtas, ten, [JsonType]);
        yield return new("POST", TellOutcome, ten, [JsonType]);
        yield return new("POST", ValidatePredictions, ten, [JsonType]);
        yield return new("PUT", Context, ten, [JsonType]);
        var justOver = new byte[1024 * 1024 + 1];
        justOver.AsSpan().Fill((byte)' ');
        yield return new("POST", Predict, justOver, [JsonType]);
    }
}
