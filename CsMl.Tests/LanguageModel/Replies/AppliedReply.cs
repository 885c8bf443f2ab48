using System.Text.Json;
using CsMl.Core.Accounts;
using CsMl.Core.LanguageModel.Replies;
using CsMl.Core.Predictions;
using CsMl.Core.Privacy;

namespace CsMl.Tests.LanguageModel.Replies;

/// <summary>A reply of the model, applied to what the rules say of an account.</summary>
internal static class AppliedReply
{
    public static readonly Pseudonyms Names = new(
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["[COMPANY]"] = "Acme Ltd",
            ["[PERSON_1]"] = "Kim O'Neil",
            ["[LINK_1]"] = "evil.example",
            ["[EMAIL_1]"] = "bob@evil.example",
            ["[NAME_1]"] = "<b>",
            ["[NAME_2]"] = "Booking.com",
            ["[NAME_3]"] = "/pay",
        }
    );

    public static ChurnPrediction Churn(AccountFacts facts, ModelAnswer answer) =>
        (ChurnPrediction)Apply(facts, answer).Applied;

    public static (RulesPrediction Rules, Prediction Applied) Apply(
        AccountFacts facts,
        ModelAnswer answer,
        PredictionType type = PredictionType.Churn
    )
    {
        var request = Some.Request(facts, type);
        var rules = SomeReply.Judge(request);
        return (rules, ApplyReply.Apply(answer, rules, request, Names));
    }

    public static IReadOnlyList<string> Drivers(Prediction prediction) =>
        prediction switch
        {
            ChurnPrediction churn => churn.PrimaryChurnDrivers,
            ExpansionPrediction expansion => expansion.ExpansionDrivers,
            EngagementDeclinePrediction decline => decline.DeclineDrivers,
            _ => [],
        };

    public static IEnumerable<string> Fields(JsonElement element) => element.EnumerateObject().Select(p => p.Name);
}
