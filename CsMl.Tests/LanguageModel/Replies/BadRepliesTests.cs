using System.Text.Json.Nodes;
using CsMl.Core.Predictions;

namespace CsMl.Tests.LanguageModel.Replies;

/// <summary>Replies that are not what was asked for, each with the sentence that the model is told.</summary>
public sealed class BadRepliesTests
{
    private const string NotJson = " and must be one JSON object and nothing else";
    private const string Share = " and must be from 0 to 1, such as 0.35";
    private const string Number = " and must be a number from 0 to 1, such as 0.35";

    /// <summary>Whole texts; <c>{0}</c> is a good reply.</summary>
    [Theory]
    [InlineData("", "The reply holds no whole JSON object" + NotJson)]
    [InlineData("   \n", "The reply holds no whole JSON object" + NotJson)]
    [InlineData("I cannot answer that.", "The reply holds no whole JSON object" + NotJson)]
    [InlineData("null", "The reply holds no whole JSON object" + NotJson)]
    [InlineData("0.5", "The reply holds no whole JSON object" + NotJson)]
    [InlineData("}{", "The reply holds no whole JSON object" + NotJson)]
    [InlineData("{\"probability\":", "The reply holds no whole JSON object" + NotJson)]
    [InlineData("<think>{\"probability\": 0.5}</think>", "The reply holds only thoughts" + NotJson)]
    [InlineData("<think>\nIt is quiet", "The reply holds only thoughts" + NotJson)]
    [InlineData("It is quiet. </think>\n```", "The reply holds only thoughts" + NotJson)]
    [InlineData("{'probability': 1}", "The reply is no valid JSON in line 1 of its object" + NotJson)]
    [InlineData("{\"probability\": NaN}", "The reply is no valid JSON in line 1 of its object" + NotJson)]
    [InlineData("{\"probability\": .5}", "The reply is no valid JSON in line 1 of its object" + NotJson)]
    [InlineData("{\"probability\": 0.5,}", "The reply is no valid JSON in line 1 of its object" + NotJson)]
    [InlineData("{/* so */}", "The reply is no valid JSON in line 1 of its object" + NotJson)]
    [InlineData("{\"a\":[[[[[[[[[[1]]]]]]]]]]}", "The reply is no valid JSON in line 1 of its object" + NotJson)]
    [InlineData(
        "{}",
        "riskFactors is missing and must be there; drivers is missing and must be there; explanation is missing and must be there"
    )]
    public void A_text_that_is_not_one_object_is_refused(string text, string fault) =>
        Assert.Equal(
            fault + ".",
            Fault(text.Replace("{0}", SomeReply.Text(SomeReply.Good()), StringComparison.Ordinal))
        );

    [Fact]
    public void A_text_longer_than_any_answer_is_refused() =>
        Assert.StartsWith(
            "The reply has 70000 characters and must be one JSON object",
            Fault(new string('x', 70_000)),
            StringComparison.Ordinal
        );

    /// <summary>A good reply with one place replaced by other JSON; without any, the place is taken out.</summary>
    [Theory]
    [InlineData("probability", "1.01", "probability is \"1.01\"" + Share)]
    [InlineData("probability", "-0.01", "probability is \"-0.01\"" + Share)]
    [InlineData("probability", "62", "probability is \"62\"" + Share)]
    [InlineData("probability", "1e999", "probability is \"1e999\"" + Share)]
    [InlineData("probability", "-1e999", "probability is \"-1e999\"" + Share)]
    [InlineData("probability", "\"0.62\"", "probability is a text" + Number)]
    [InlineData("probability", "\"NaN\"", "probability is a text" + Number)]
    [InlineData("probability", "null", "probability is null" + Number)]
    [InlineData("probability", "true", "probability is true or false" + Number)]
    [InlineData("probability", "[0.5]", "probability is a list" + Number)]
    [InlineData("probability", "{\"value\":0.5}", "probability is an object" + Number)]
    [InlineData("probability", null, "probability is missing and must be there")]
    [InlineData("confidence", "1.5", "confidence is \"1.5\"" + Share)]
    [InlineData("confidence", "-1", "confidence is \"-1\"" + Share)]
    [InlineData("confidence", "\"high\"", "confidence is a text" + Number)]
    [InlineData("confidence", null, "confidence is missing and must be there")]
    [InlineData("explanation", "\"\"", "explanation is empty and must say something")]
    [InlineData("explanation", "\" \\n\\t \"", "explanation is empty and must say something")]
    [InlineData("explanation", "\"\\u200b\\u202e\"", "explanation is empty and must say something")]
    [InlineData("explanation", "5", "explanation is a number and must be a text")]
    [InlineData("explanation", "[\"so\"]", "explanation is a list and must be a text")]
    [InlineData("explanation", "null", "explanation is null and must be a text")]
    [InlineData("explanation", null, "explanation is missing and must be there")]
    [InlineData("drivers", "[]", "drivers has 0 entries and must have 1 to 5")]
    [InlineData("drivers", "[\"a\",\"b\",\"c\",\"d\",\"e\",\"f\"]", "drivers has 6 entries and must have 1 to 5")]
    [InlineData("drivers", "\"one\"", "drivers is a text and must be a list")]
    [InlineData("drivers", "[\"a\",\"  \"]", "drivers[1] is empty and must say something")]
    [InlineData("drivers", "[\"a\",2]", "drivers[1] is a number and must be a text")]
    [InlineData("drivers", "[null]", "drivers[0] is null and must be a text")]
    [InlineData("drivers", null, "drivers is missing and must be there")]
    [InlineData("riskFactors", "[]", "riskFactors has 0 entries and must have 1 to 6")]
    [InlineData("riskFactors", "[1,2,3,4,5,6,7]", "riskFactors has 7 entries and must have 1 to 6")]
    [InlineData("riskFactors", "{}", "riskFactors is an object and must be a list")]
    [InlineData(
        "riskFactors",
        "[\"silent\"]",
        "riskFactors[0] is a text and must be an object with evidence, description, impact"
    )]
    [InlineData("riskFactors", null, "riskFactors is missing and must be there")]
    [InlineData(
        "riskFactors.0.impact",
        "\"severe\"",
        "riskFactors[0].impact is \"severe\" and must be one of high, medium, low"
    )]
    [InlineData(
        "riskFactors.0.impact",
        "\"High\"",
        "riskFactors[0].impact is \"High\" and must be one of high, medium, low"
    )]
    [InlineData("riskFactors.1.impact", "3", "riskFactors[1].impact is a number and must be one of high, medium, low")]
    [InlineData("riskFactors.1.impact", null, "riskFactors[1].impact is missing and must be there")]
    [InlineData("riskFactors.0.description", "\"\"", "riskFactors[0].description is empty and must say something")]
    [InlineData(
        "riskFactors.0.currentValue",
        "\"12\"",
        "riskFactors[0] has an unknown field \"currentValue\", which must be left out"
    )]
    [InlineData("recommendations", "[]", "recommendations has 0 entries and must have 1 to 5")]
    [InlineData("recommendations", "[1,2,3,4,5,6]", "recommendations has 6 entries and must have 1 to 5")]
    [InlineData("recommendations", null, "recommendations is missing and must be there")]
    [InlineData(
        "recommendations.0",
        "null",
        "recommendations[0] is null and must be an object with rationale, action, priority, expectedImpact, effort, timeframe"
    )]
    [InlineData("recommendations.0.action", "\"\"", "recommendations[0].action is empty and must say something")]
    [InlineData("recommendations.0.action", null, "recommendations[0].action is missing and must be there")]
    [InlineData(
        "recommendations.0.priority",
        "\"critical\"",
        "recommendations[0].priority is \"critical\" and must be one of urgent, high, medium, low"
    )]
    [InlineData(
        "recommendations.0.priority",
        "null",
        "recommendations[0].priority is null and must be one of urgent, high, medium, low"
    )]
    [InlineData(
        "recommendations.0.effort",
        "\"urgent\"",
        "recommendations[0].effort is \"urgent\" and must be one of high, medium, low"
    )]
    [InlineData("recommendations.0.rationale", "7", "recommendations[0].rationale is a number and must be a text")]
    [InlineData(
        "recommendations.0.expectedImpact",
        "\"\"",
        "recommendations[0].expectedImpact is empty and must say something"
    )]
    [InlineData("recommendations.0.timeframe", "[]", "recommendations[0].timeframe is a list and must be a text")]
    [InlineData("riskCategory", "\"low\"", "The reply has an unknown field \"riskCategory\", which must be left out")]
    [InlineData("summary", "\"Fine.\"", "The reply has an unknown field \"summary\", which must be left out")]
    public void A_reply_with_one_place_broken_is_refused(string place, string? json, string fault) =>
        Assert.Equal(fault + ".", Fault(SomeReply.Text(With(SomeReply.Good(), place, json))));

    [Fact]
    public void Evidence_that_is_no_rule_of_the_type_is_refused()
    {
        const string Known =
            "AlreadyLeft, NoticeGiven, OpenOpportunities, EngagementChange, SilenceAgainstRhythm, LowHealth, HealthTrend, NegativeSentiment, UnresolvedTickets, Texts";
        foreach (var evidence in new[] { "NoMeetings", "lowHealth", "Notes", "" })
        {
            var reply = With(SomeReply.Good(), "riskFactors.0.evidence", $"\"{evidence}\"");

            Assert.Equal(
                $"riskFactors[0].evidence is \"{evidence}\" and must be one of {Known}.",
                SomeReply.Fault(PredictionType.Expansion, SomeReply.Text(reply))
            );
        }
    }

    [Fact]
    public void Drivers_of_a_health_trend_and_a_summary_of_churn_are_refused()
    {
        Assert.Equal(
            "The reply has an unknown field \"drivers\", which must be left out; summary is missing and must be there.",
            SomeReply.Fault(PredictionType.HealthTrend, SomeReply.Text(SomeReply.Good()))
        );
        Assert.Equal(
            "The reply has an unknown field \"summary\", which must be left out; drivers is missing and must be there.",
            Fault(SomeReply.Text(SomeReply.Good(PredictionType.HealthTrend)))
        );
    }

    [Theory]
    [InlineData(
        "\"probability\":0.62",
        "\"probability\":0.1,\"probability\":0.62",
        "probability is there twice and must be there once"
    )]
    [InlineData(
        "\"probability\":0.62",
        "\"probability\":0.1,\"prob\\u0061bility\":0.62",
        "probability is there twice and must be there once"
    )]
    [InlineData(
        "\"effort\":\"low\"",
        "\"effort\":\"low\",\"effort\":\"low\"",
        "recommendations[0].effort is there twice and must be there once"
    )]
    [InlineData(
        "\"probability\":0.62",
        "\"probability\":0.62,\"Probability\":0.62",
        "The reply has an unknown field \"Probability\", which must be left out"
    )]
    [InlineData(
        "\"probability\":0.62",
        "\"probability\":0.62,\"\\udc00\":0.62",
        "The reply has an unknown field \"?\", which must be left out"
    )]
    [InlineData("An open deal", "An \\ud800 deal", "explanation holds half a character and must be valid Unicode")]
    public void What_only_raw_JSON_can_have_is_refused(string good, string bad, string fault) =>
        Assert.Equal(fault + ".", Fault(SomeReply.Text(SomeReply.Good()).Replace(good, bad, StringComparison.Ordinal)));

    [Theory]
    [InlineData("explanation", 1_200)]
    [InlineData("drivers.1", 200)]
    [InlineData("riskFactors.0.description", 300)]
    [InlineData("recommendations.0.action", 200)]
    [InlineData("recommendations.0.rationale", 300)]
    [InlineData("recommendations.0.expectedImpact", 200)]
    [InlineData("recommendations.0.timeframe", 100)]
    public void A_text_one_character_too_long_is_refused(string place, int most)
    {
        var fault = Fault(SomeReply.Text(With(SomeReply.Good(), place, $"\"{new string('a', most + 1)}\"")));

        Assert.EndsWith($" has {most + 1} characters and must have at most {most}.", fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<script>alert(1)</script>", "HTML")]
    [InlineData("<img src=x onerror=alert(1)>", "HTML")]
    [InlineData("</div>", "HTML")]
    [InlineData("<!-- so -->", "HTML")]
    [InlineData("<\\u200bscript>", "HTML")]
    [InlineData("&lt;script&gt;", "HTML")]
    [InlineData("&#x3c;script", "HTML")]
    [InlineData("![seen](x.png)", "a markdown link or image")]
    [InlineData("![](http://evil.example/p.png)", "a markdown link or image")]
    [InlineData("[click](//evil.example)", "a markdown link or image")]
    [InlineData("[PERSON_1](evil)", "a markdown link or image")]
    [InlineData("[click] (evil)", "a markdown link or image")]
    [InlineData("[1]: evil.example", "a markdown link or image")]
    [InlineData("go to https://evil.example now", "a link")]
    [InlineData("go to ht\\u200btps://evil.example now", "a link")]
    [InlineData("go to WWW.evil.example now", "a link")]
    [InlineData("go to evil.com/login now", "a link")]
    [InlineData("javascript:alert(1)", "a link")]
    [InlineData("mailto:a", "a link")]
    [InlineData("data:text/html;base64,x", "a link")]
    [InlineData("write to bob@evil.example", "an e-mail address")]
    public void Markup_and_addresses_are_refused_in_every_text(string text, string what)
    {
        foreach (
            var place in new[]
            {
                "explanation",
                "drivers.0",
                "riskFactors.1.description",
                "recommendations.0.action",
                "recommendations.0.rationale",
                "recommendations.0.expectedImpact",
                "recommendations.0.timeframe",
            }
        )
        {
            Assert.EndsWith(
                $" holds {what} and must be plain text.",
                Fault(SomeReply.Text(With(SomeReply.Good(), place, $"\"{text}\""))),
                StringComparison.Ordinal
            );
        }
    }

    private static string Fault(string text) => SomeReply.Fault(PredictionType.Churn, text);

    private static JsonObject With(JsonObject reply, string place, string? json)
    {
        var steps = place.Split('.');
        JsonNode parent = reply;
        foreach (var step in steps[..^1])
        {
            parent = parent is JsonArray list ? list[int.Parse(step, null)]! : parent[step]!;
        }

        if (parent is JsonArray entries)
        {
            entries[int.Parse(steps[^1], null)] = JsonNode.Parse(json!);
        }
        else if (json is null)
        {
            parent.AsObject().Remove(steps[^1]);
        }
        else
        {
            parent[steps[^1]] = JsonNode.Parse(json);
        }

        return reply;
    }
}
