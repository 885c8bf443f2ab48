using System.Reflection;
using System.Text.Json.Serialization;
using CsMl.Core.Json;
using CsMl.Core.Predictions;
using CsMl.Core.Predictions.Types;

namespace CsMl.Tests.Predictions.Types;

public sealed class PredictionTypesTests
{
    [Fact]
    public void Every_type_has_its_descriptor_and_no_other()
    {
        Assert.Equal(Enum.GetValues<PredictionType>(), PredictionTypes.All.Select(descriptor => descriptor.Type));
        Assert.All(Enum.GetValues<PredictionType>(), type => Assert.Equal(type, PredictionTypes.Of(type).Type));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(100)]
    public void An_unknown_type_is_read_as_no_other(int type)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => PredictionTypes.Of((PredictionType)type));
    }

    /// <summary>An attribute takes constants only, so that these names stand in the code twice.</summary>
    [Fact]
    public void Json_names_the_typed_predictions_as_the_enum_names_the_types()
    {
        var derived = typeof(Prediction).GetCustomAttributes<JsonDerivedTypeAttribute>().ToList();
        Assert.Equal(EnumNames.All<PredictionType>(), derived.Select(each => (string)each.TypeDiscriminator!));
        foreach (var each in derived)
        {
            var prediction = RulesPredictor.Predict(
                new PredictionRequest(
                    Some.Account(),
                    EnumNames.Find<PredictionType>((string)each.TypeDiscriminator!)!.Value,
                    Some.Now,
                    PredictionRequest.DefaultWindowDays,
                    new RiskScale(),
                    PredictionRequest.DefaultValidityDays
                )
            );
            Assert.IsType(each.DerivedType, prediction);
        }
    }

    [Fact]
    public void Two_rules_of_one_name_are_one_rule()
    {
        var rules = PredictionTypes.All.SelectMany(descriptor => descriptor.RuleSet.Rules).Distinct().ToList();
        Assert.Equal(rules.Count, rules.DistinctBy(rule => rule.Name).Count());
    }
}
