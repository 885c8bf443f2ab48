using static CsMl.Tests.Http.HostileRequest;
using static CsMl.Tests.Http.HostileRoutes;

namespace CsMl.Tests.Http;

/// <summary>Bodies of another type than the app reads.</summary>
internal static class HostileContentTypes
{
    private static readonly string[] Types =
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

    private static readonly string[] ImportTypes =
    [
        "text/plain",
        "application/zip",
        "text/csv; charset=utf-7",
        "application/x-ndjson; charset=latin1",
        "text/csv,text/csv",
        "x",
    ];

    public static IEnumerable<HostileRequest> All()
    {
        foreach (var type in Types)
        {
            yield return new("POST", Predict, "{\"predictionType\":\"CHURN\"}"u8.ToArray(), [$"Content-Type: {type}"]);
            yield return new("POST", GenerateCtas, "{}"u8.ToArray(), [$"Content-Type: {type}"]);
            yield return new("POST", TellOutcome, "{\"outcome\":\"CHURNED\"}"u8.ToArray(), [$"Content-Type: {type}"]);
            yield return new("POST", ValidatePredictions, "{}"u8.ToArray(), [$"Content-Type: {type}"]);
            yield return new("PUT", Context, "{\"name\":\"x\"}"u8.ToArray(), [$"Content-Type: {type}"]);
        }

        foreach (var type in ImportTypes)
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
            [JsonType, "Content-Type: text/plain"]
        );
    }
}
