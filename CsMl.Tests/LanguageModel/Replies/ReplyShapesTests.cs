using System.Text.Json;
using CsMl.Core.LanguageModel.Replies;
using CsMl.Core.Predictions;
using CsMl.Core.Predictions.Types;

namespace CsMl.Tests.LanguageModel.Replies;

public sealed class ReplyShapesTests
{
    public static TheoryData<PredictionType> Types => new(Enum.GetValues<PredictionType>());

    /// <summary>What the strict subset of structured outputs knows and this app needs of it.</summary>
    private static readonly string[] Keywords =
    [
        "type",
        "description",
        "properties",
        "required",
        "additionalProperties",
        "items",
        "enum",
    ];

    [Theory]
    [MemberData(nameof(Types))]
    public void A_schema_keeps_to_the_strict_subset(PredictionType type)
    {
        using var schema = JsonDocument.Parse(ReplyShapes.For(type).Schema);

        AssertStrict(schema.RootElement);
        Assert.Equal("object", schema.RootElement.GetProperty("type").GetString());
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void A_name_is_one_that_servers_take_and_its_own(PredictionType type)
    {
        Assert.Matches("^[a-z_]{1,64}$", ReplyShapes.For(type).Name);
        Assert.Equal(4, Enum.GetValues<PredictionType>().Select(t => ReplyShapes.For(t).Name).Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void A_type_has_one_schema_that_never_changes(PredictionType type) =>
        Assert.Same(ReplyShapes.For(type), ReplyShapes.For(type));

    [Theory]
    [MemberData(nameof(Types))]
    public void Evidence_is_a_rule_of_the_type_or_texts(PredictionType type)
    {
        using var schema = JsonDocument.Parse(ReplyShapes.For(type).Schema);

        var evidence = Properties(Properties(schema.RootElement).GetProperty("riskFactors").GetProperty("items"))
            .GetProperty("evidence")
            .GetProperty("enum")
            .EnumerateArray()
            .Select(word => word.GetString()!);

        Assert.Equal([.. PredictionTypes.Of(type).RuleSet.Rules.Select(rule => rule.Name), "Texts"], evidence);
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void Reasons_come_before_numbers(PredictionType type)
    {
        using var schema = JsonDocument.Parse(ReplyShapes.For(type).Schema);

        var names = Properties(schema.RootElement).EnumerateObject().Select(p => p.Name).ToList();

        Assert.True(names.IndexOf("riskFactors") < names.IndexOf("probability"));
        Assert.True(names.IndexOf("explanation") < names.IndexOf("probability"));
        Assert.Equal(type == PredictionType.HealthTrend, names.Contains("summary"));
        Assert.Equal(type != PredictionType.HealthTrend, names.Contains("drivers"));
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void Whatever_is_written_by_the_schema_is_read(PredictionType type)
    {
        using var schema = JsonDocument.Parse(ReplyShapes.For(type).Schema);
        for (var seed = 0; seed < 500; seed++)
        {
            var reply = SomeReply.Make(schema.RootElement, new Random(seed));

            foreach (
                var text in new[]
                {
                    SomeReply.Text(reply),
                    reply.ToJsonString(),
                    reply.ToJsonString(new() { WriteIndented = true }),
                }
            )
            {
                var answer = SomeReply.Read(type, text);

                Assert.Equal(reply["probability"]!.GetValue<double>(), answer.Probability);
                Assert.Equal(
                    reply["riskFactors"]!.AsArray().Select(f => (string)f!["evidence"]!),
                    answer.Factors.Select(f => f.Evidence)
                );
                Assert.Equal(
                    reply["recommendations"]!.AsArray().Select(r => (string)r!["action"]!),
                    answer.Recommendations.Select(r => r.Action)
                );
                Assert.Equal((string)reply["explanation"]!, answer.Explanation);
            }
        }
    }

    private static JsonElement Properties(JsonElement schema) => schema.GetProperty("properties");

    private static void AssertStrict(JsonElement schema)
    {
        Assert.Subset(Keywords.ToHashSet(), schema.EnumerateObject().Select(p => p.Name).ToHashSet());
        if (schema.TryGetProperty("properties", out var properties))
        {
            Assert.False(schema.GetProperty("additionalProperties").GetBoolean());
            Assert.Equal(
                properties.EnumerateObject().Select(p => p.Name),
                schema.GetProperty("required").EnumerateArray().Select(n => n.GetString()!)
            );
            Assert.All(properties.EnumerateObject(), p => AssertStrict(p.Value));
        }

        if (schema.TryGetProperty("items", out var items))
        {
            AssertStrict(items);
        }
    }
}
