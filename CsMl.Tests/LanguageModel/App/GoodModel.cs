using System.Text.Json;
using System.Text.Json.Nodes;
using CsMl.Tests.LanguageModel.Client;

namespace CsMl.Tests.LanguageModel.App;

/// <summary>A model that does as it is told: it reads the facts, cites the first finding and moves the estimate a little.</summary>
internal static class GoodModel
{
    /// <summary>What it adds to the estimate that it is shown; less than what calls for evidence.</summary>
    public const double Step = 0.01;

    public static FakeReply Reply(SentRequest request) => FakeReply.Text(Text(request), BillOf(request));

    /// <summary>Another one for every account, so that a bill that adds up is no accident.</summary>
    public static Bill BillOf(SentRequest request)
    {
        var input = request.Bytes.Length / 4;
        return new Bill(input, 150 + input % 7, Cached: input / 3);
    }

    public static string Text(SentRequest request, Action<JsonObject>? change = null)
    {
        var facts = Facts(request);
        var estimate = facts.GetProperty("estimate").GetProperty("probability").GetDouble();
        var evidence = facts.GetProperty("evidence")[0].GetProperty("id").GetString();
        var reply = new JsonObject
        {
            ["riskFactors"] = new JsonArray(
                new JsonObject
                {
                    ["evidence"] = evidence,
                    ["description"] = "This is what weighs most with [COMPANY].",
                    ["impact"] = "high",
                }
            ),
            ["explanation"] = "[COMPANY] needs somebody to look after it soon.",
            ["probability"] = Moved(estimate),
            ["confidence"] = 0.7,
            ["recommendations"] = new JsonArray(
                new JsonObject
                {
                    ["rationale"] = "Nobody has asked them yet.",
                    ["action"] = "Call [COMPANY] and ask what holds them up",
                    ["priority"] = "high",
                    ["expectedImpact"] = "They feel heard",
                    ["effort"] = "low",
                    ["timeframe"] = "this week",
                }
            ),
        };
        if (request.Body.ToJsonString().Contains("health_trend_prediction", StringComparison.Ordinal))
        {
            reply["summary"] = "The health of [COMPANY] wants watching.";
        }
        else
        {
            reply["drivers"] = new JsonArray("What was promised to [COMPANY] is late");
        }

        change?.Invoke(reply);
        return reply.ToJsonString();
    }

    /// <summary>The account's facts as the request tells them.</summary>
    public static JsonElement Facts(SentRequest request)
    {
        var text = request.Messages.First(m => m.Role == "user").Text;
        // The task may stand before the facts, and speaks of their delimiter.
        var from = text.LastIndexOf("<account_facts>\n", StringComparison.Ordinal);
        return JsonDocument
            .Parse(text[(from + 16)..text.LastIndexOf("\n</account_facts>", StringComparison.Ordinal)])
            .RootElement;
    }

    /// <summary>Stays in its category: none begins within a hundredth above a value of two places but at its own.</summary>
    private static double Moved(double estimate) => Math.Round(estimate % 0.1 < 0.08 ? estimate + Step : estimate, 4);
}
