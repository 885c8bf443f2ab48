using static CsMl.Tests.Http.HostileRequest;
using static CsMl.Tests.Http.HostileRoutes;

namespace CsMl.Tests.Http;

/// <summary>Fields of other types, words and ranges than the contract has.</summary>
internal static class HostileFields
{
    private static readonly string[] NoType =
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

    private static readonly string[] NoWindow =
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
    ];

    private static readonly string[] NoFilter =
    [
        "\"ALL\"",
        "\"high-risk\"",
        "\"\"",
        "\"\\ud800\"",
        "0",
        "true",
        "[]",
        "[\"all\"]",
        "{}",
    ];

    private static readonly string[] NoOutcome =
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
    ];

    private static readonly string[] NoDate =
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
    ];

    public static IEnumerable<HostileRequest> All() =>
        [.. WrongTypes(), .. WrongOptions(), .. WrongBatches(), .. WrongOutcomes()];

    private static IEnumerable<HostileRequest> WrongTypes()
    {
        foreach (var value in NoType)
        {
            foreach (var path in (string[])[Predict, GenerateCta, GenerateCtas])
            {
                yield return Post(path, $"{{\"predictionType\":{value}}}", "predictionType");
            }
        }

        yield return Post(Predict, "{\"predictionType\":null}", "predictionType");
        yield return Post(Predict, "{\"PredictionType\":\"CHURN\"}", "predictionType");
    }

    private static IEnumerable<HostileRequest> WrongOptions()
    {
        foreach (var value in NoWindow)
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
    }

    private static IEnumerable<HostileRequest> WrongBatches()
    {
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

        foreach (var value in NoFilter)
        {
            yield return Post(BatchPredict, $"{{\"priorityFilter\":{value}}}", "priorityFilter");
        }
    }

    private static IEnumerable<HostileRequest> WrongOutcomes()
    {
        foreach (var value in NoOutcome)
        {
            yield return Post(TellOutcome, $"{{\"outcome\":{value},\"occurredAt\":\"2026-01-01\"}}", "outcome");
        }

        yield return Post(TellOutcome, "{}", "outcome");
        yield return new("POST", TellOutcome, [], [JsonType], Field: "outcome");
        foreach (var value in NoDate)
        {
            yield return Post(TellOutcome, $"{{\"outcome\":\"CHURNED\",\"occurredAt\":{value}}}", "occurredAt");
        }
    }
}
