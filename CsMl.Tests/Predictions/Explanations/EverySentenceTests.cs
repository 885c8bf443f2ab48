using CsMl.Core.Predictions;
using CsMl.Tests.Predictions.Rules;

namespace CsMl.Tests.Predictions.Explanations;

/// <summary>
/// Every number and every date in every sentence of 2,000 accounts is compared with the facts: the rules' sentences by
/// <see cref="CheckSentence"/>, all else here, each value derived again by other means than the app's own.
/// </summary>
[Trait("Speed", "Slow")]
public sealed class EverySentenceTests
{
    private const int Accounts = 2_000;

    private static readonly int[] Windows = [30, 90, 365];

    [Fact]
    public void Every_number_and_date_is_true()
    {
        var named = 0;
        for (var seed = 0; seed < Accounts; seed++)
        {
            var facts = seed % 2 == 0 ? ReviewedAccounts.Make(seed, Some.Now) : RandomAccounts.Make(new Random(seed));
            foreach (var type in Enum.GetValues<PredictionType>())
            {
                var prediction = Some.Predict(facts, type, Windows[seed % Windows.Length]);
                var check = new CheckedTexts(facts, prediction);
                foreach (var (text, isTrue) in check.All())
                {
                    Assert.True(isTrue, $"Seed {seed}, {type}: {text}");
                }

                named += check.NamedPeople;
            }
        }

        Assert.InRange(named, 1_000, int.MaxValue);
    }

    [Fact]
    public void One_is_singular_and_no_placeholder_is_left()
    {
        for (var seed = 0; seed < Accounts; seed++)
        {
            var facts = ReviewedAccounts.Make(seed, Some.Now);
            foreach (var type in Enum.GetValues<PredictionType>())
            {
                foreach (var action in CheckedTexts.Actions(Some.Predict(facts, type)))
                {
                    Assert.DoesNotContain('{', action);
                    Assert.DoesNotContain("  ", action, StringComparison.Ordinal);
                    Assert.DoesNotMatch(@"\b1 others\b|\b\d\d? other\b(?<!1 other)|,,|, \.|https?:|<", action);
                }
            }
        }
    }
}
