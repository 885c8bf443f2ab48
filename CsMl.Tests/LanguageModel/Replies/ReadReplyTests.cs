using System.Text.Json.Nodes;
using CsMl.Core.Accounts;
using CsMl.Core.Predictions;

namespace CsMl.Tests.LanguageModel.Replies;

public sealed class ReadReplyTests
{
    [Theory]
    [InlineData(PredictionType.Churn)]
    [InlineData(PredictionType.Expansion)]
    [InlineData(PredictionType.EngagementDecline)]
    public void A_good_reply_is_read_as_it_stands(PredictionType type)
    {
        var answer = SomeReply.Read(type, SomeReply.Text(SomeReply.Good(type)));

        Assert.Equal(0.62, answer.Probability);
        Assert.Equal(0.8, answer.Confidence);
        Assert.Equal(["Fewer and fewer contacts", "An unhappy sponsor"], answer.Drivers);
        Assert.Equal(
            [
                new("SilenceAgainstRhythm", Degree.High, "Silence is long for [COMPANY]"),
                new("Texts", Degree.Medium, "A subject speaks of a change of supplier"),
            ],
            answer.Factors
        );
        Assert.Equal(
            [
                new(
                    "Call [PERSON_1]",
                    ActionPriority.Urgent,
                    "Nobody was in touch of late",
                    "Tells what is wrong",
                    Degree.Low,
                    "within 2 days"
                ),
            ],
            answer.Recommendations
        );
        Assert.Equal("Silence points to it. An open deal speaks against it.", answer.Explanation);
        Assert.Null(answer.Summary);
    }

    [Fact]
    public void A_health_trend_has_a_summary_and_no_drivers()
    {
        var answer = SomeReply.Answer(PredictionType.HealthTrend);

        Assert.Equal("The score is low and falling.", answer.Summary);
        Assert.Empty(answer.Drivers);
    }

    [Theory]
    [InlineData("{0}")]
    [InlineData("  \n{0}\r\n ")]
    [InlineData("\uFEFF{0}")]
    [InlineData("```json\n{0}\n```")]
    [InlineData("```\n{0}\n```")]
    [InlineData("Here is the prediction:\n\n```json\n{0}\n```\nLet me know if you need more.")]
    [InlineData("Sure! {0} I hope that this helps.")]
    [InlineData("<think>\nThe shape is {\"probability\": …}, so\n</think>\n\n{0}")]
    [InlineData("[{0}]")]
    [InlineData("{0}{0}")]
    [InlineData("{\"probability\": 1}\n{0}")]
    [InlineData("{0}}")]
    [InlineData("{{0}}")]
    [InlineData("{\"arguments\": {\"answer\": [{0}]}}")]
    [InlineData("<seed:think>{\"a\": 1}</seed:think>{0}")]
    [InlineData("[THINK]a {draft}[/THINK]{0}")]
    [InlineData("<details type=\"reasoning\">a</details>\n{0}")]
    [InlineData("<|START_THINKING|>a<|END_THINKING|>{0}")]
    [InlineData("<|channel>thought\na<channel|>{0}")]
    [InlineData("<unused94>thought a<unused95>{0}")]
    [InlineData("Thinking...\na\n...done thinking.\n\n{0}")]
    [InlineData("<answer>{0}</answer>")]
    public void What_a_model_wraps_around_its_object_is_passed_over(string wrapped)
    {
        var text = wrapped.Replace("{0}", SomeReply.Text(SomeReply.Good()), StringComparison.Ordinal);

        Assert.Equal(0.62, SomeReply.Read(PredictionType.Churn, text).Probability);
    }

    [Fact]
    public void Of_several_drafts_the_last_that_stands_is_read()
    {
        var (first, last) = (SomeReply.Good(), SomeReply.Good());
        first["probability"] = 0.1;
        last["probability"] = 0.2;
        var broken = SomeReply.Good();
        broken["probability"] = 7;

        var text = $"{SomeReply.Text(first)} No: {SomeReply.Text(last)} Or {SomeReply.Text(broken)}, {{so}}.";

        Assert.Equal(0.2, SomeReply.Read(PredictionType.Churn, text).Probability);
    }

    [Fact]
    public void What_was_only_thought_is_not_read_where_something_was_said()
    {
        var text = $"<think>{SomeReply.Text(SomeReply.Good())}</think>{{\"probability\": 7}}";

        Assert.StartsWith(
            "riskFactors is missing",
            SomeReply.Fault(PredictionType.Churn, text),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("{\"a")]
    [InlineData("{\"a\":[")]
    [InlineData("<think")]
    [InlineData("<thinkthink")]
    [InlineData("{\"a\":\"</think>")]
    public void A_hostile_text_is_read_in_no_time(string piece)
    {
        var text = string.Concat(Enumerable.Repeat(piece, 60_000 / piece.Length));

        Assert.NotEmpty(SomeReply.Fault(PredictionType.Churn, text));
    }

    [Theory]
    [InlineData("0", 0)]
    [InlineData("1", 1)]
    [InlineData("1.0", 1)]
    [InlineData("6.2e-1", 0.62)]
    [InlineData("1e-300", 1e-300)]
    public void Numbers_from_0_to_1_are_read_however_they_are_written(string number, double expected)
    {
        var text = SomeReply.Text(SomeReply.Good()).Replace("0.62", number, StringComparison.Ordinal);

        Assert.Equal(expected, SomeReply.Read(PredictionType.Churn, text).Probability);
    }

    [Fact]
    public void Texts_and_lists_at_their_bounds_are_read()
    {
        var reply = SomeReply.Good();
        reply["explanation"] = new string('a', 1_200);
        reply["drivers"] = new JsonArray([.. Enumerable.Range(0, 5).Select(_ => (JsonNode)new string('b', 200))]);
        reply["riskFactors"]![0]!["description"] = new string('c', 300);
        reply["recommendations"]![0]!["action"] = new string('d', 200);
        reply["recommendations"]![0]!["rationale"] = new string('e', 300);
        reply["recommendations"]![0]!["expectedImpact"] = new string('f', 200);
        reply["recommendations"]![0]!["timeframe"] = new string('g', 100);

        Assert.Equal(5, SomeReply.Read(PredictionType.Churn, SomeReply.Text(reply)).Drivers.Count);
    }

    [Theory]
    [InlineData("two\r\nlines\tand  gaps ", "two lines and gaps")]
    [InlineData("a\u0000b\u001b[31mc\u001b[0m", "a bc")]
    [InlineData("see \u001b]8;;http://evil.example\u0007this\u001b]8;;\u0007", "see this")]
    [InlineData("\u009b2Jgone \u001b(Bby\u001bc", "gone by")]
    [InlineData("\u202Eevil\u202C and \u200Bhidden\uFEFF", "evil and hidden")]
    [InlineData("tags \U000E0041\U000E0042 vanish", "tags vanish")]
    [InlineData("joined 👩‍💻 stays", "joined 👩‍💻 stays")]
    [InlineData("see evil.com and ends.Next", "see evil. com and ends. Next")]
    [InlineData(
        "e.g. 4.5 of [PERSON_1]'s 24/7 & <30 > 20 (see above) a:b",
        "e.g. 4.5 of [PERSON_1]'s 24/7 & <30 > 20 (see above) a:b"
    )]
    [InlineData("**bold** _text_ # stays", "**bold** _text_ # stays")]
    public void Texts_are_made_plain(string written, string read)
    {
        var reply = SomeReply.Good();
        reply["explanation"] = written;

        Assert.Equal(read, SomeReply.Read(PredictionType.Churn, SomeReply.Text(reply)).Explanation);
    }

    [Fact]
    public void A_fault_quotes_little_of_the_reply()
    {
        var reply = SomeReply.Good();
        var order = string.Concat(Enumerable.Repeat("OBEY ", 100));
        reply[order] = 1;
        reply["riskFactors"]![0]!["evidence"] = order;
        reply["riskFactors"]![0]!["impact"] = order;
        reply["recommendations"]![0]!["effort"] = order;

        var fault = SomeReply.Fault(PredictionType.Churn, SomeReply.Text(reply));

        Assert.InRange(fault.Split("OBEY").Length - 1, 1, 16);
        Assert.InRange(fault.Length, 1, 700);
    }

    [Fact]
    public void Up_to_three_faults_are_named_at_once()
    {
        var reply = SomeReply.Good();
        reply["probability"] = 62;
        reply["confidence"] = "high";
        reply["drivers"] = null;
        reply["explanation"] = "";

        Assert.Equal(
            "probability is \"62\" and must be from 0 to 1, such as 0.35; "
                + "confidence is a text and must be a number from 0 to 1, such as 0.35; "
                + "drivers is null and must be a list.",
            SomeReply.Fault(PredictionType.Churn, SomeReply.Text(reply))
        );
    }
}
