using System.Text;
using CsMl.Core.Accounts;
using CsMl.Core.Predictions;
using CsMl.Tests.Docs;

namespace CsMl.Tests.Predictions.Explanations;

/// <summary>All texts of 200 predictions as an approved file, so that every change of wording is read.</summary>
public sealed class ReviewTests
{
    private const int Predictions = 200;
    private const string Approved = "CsMl.Tests/Data/predictions/review.md";

    /// <summary>Churn twice as often as each other type.</summary>
    private static readonly PredictionType[] Types =
    [
        PredictionType.Churn,
        PredictionType.Expansion,
        PredictionType.Churn,
        PredictionType.HealthTrend,
        PredictionType.EngagementDecline,
    ];

    [Fact]
    public async Task The_texts_of_200_predictions_are_the_approved_ones()
    {
        var text = new StringBuilder("# 200 predictions, as a Customer Success Manager reads them\n");
        for (var i = 0; i < Predictions; i++)
        {
            text.Append(Review(i));
        }

        var received = Path.Combine(AppContext.BaseDirectory, "review.md");
        await File.WriteAllTextAsync(received, text.ToString());
        var approved = Path.Combine(Repository.Root, Approved);
        var before = File.Exists(approved) ? await File.ReadAllLinesAsync(approved) : [];
        var now = await File.ReadAllLinesAsync(received);
        var at = now.Zip(before).TakeWhile(lines => lines.First == lines.Second).Count();
        Assert.True(
            now.SequenceEqual(before),
            $"The texts differ from {Approved} from line {at + 1} on: '{now.ElementAtOrDefault(at)}' where '{before.ElementAtOrDefault(at)}' was approved. Read what changed; if it is meant, replace the file by {received}."
        );
    }

    private static string Review(int seed)
    {
        // Each day of the week in turn.
        var now = Some.Now.AddDays(seed % 7);
        var facts = ReviewedAccounts.Make(seed, now);
        if (seed % 19 == 0)
        {
            facts = facts.UnderNotice(endsInDays: 20 + seed, now);
        }

        var request = Some.Request(facts, Types[seed % Types.Length], asOf: now);
        var signals = Signals.Of(facts, now);
        return ReviewText.Of(seed, signals, RulesPredictor.PredictWithBasis(request, signals).Prediction);
    }
}
