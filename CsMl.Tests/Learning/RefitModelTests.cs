using CsMl.Core.Learning;
using CsMl.Core.Predictions;

namespace CsMl.Tests.Learning;

public sealed class RefitModelTests
{
    private static readonly ChurnModel AsTheyAre = ChurnModel.OfRules(Rows.Prior);
    private static readonly DateTimeOffset Closed = Rows.Start.AddDays(90);
    private static readonly Rows.Truth Rare = new(-3, 1, 0);

    [Fact]
    public void Without_outcomes_there_is_no_version_and_the_same_outcomes_make_no_second()
    {
        var rows = Rows.Generate(200, 1, Rare);

        Assert.Null(RefitModel.Of([], [], AsTheyAre, Closed));
        var first = RefitModel.Of([], rows, AsTheyAre, Closed)!;
        Assert.Equal((1, 1, null), (first.Number, first.Use, first.Later));
        Assert.Null(RefitModel.Of([first], rows, AsTheyAre, Closed.AddDays(1)));
    }

    [Fact]
    public void An_outcome_that_is_corrected_makes_another_version_even_if_the_counts_stay_and_their_order_does_not_matter()
    {
        var rows = Rows.Generate(200, 1, Rare);
        var first = RefitModel.Of([], rows, AsTheyAre, Closed)!;
        var (left, stayed) = (rows.FindIndex(row => row.Churned), rows.FindIndex(row => !row.Churned));

        List<LearningRow> corrected = [.. rows];
        corrected[left] = rows[left] with { Churned = false };
        corrected[stayed] = rows[stayed] with { Churned = true };
        List<LearningRow> called = [.. rows];
        called[stayed] = rows[stayed] with { HadCta = true };

        Assert.Equal(2, RefitModel.Of([first], corrected, AsTheyAre, Closed.AddDays(1))?.Number);
        Assert.Equal(2, RefitModel.Of([first], called, AsTheyAre, Closed.AddDays(1))?.Number);
        Assert.Null(RefitModel.Of([first], [.. rows.AsEnumerable().Reverse()], AsTheyAre, Closed.AddDays(1)));
    }

    [Fact]
    public void Other_rules_to_compare_with_make_another_version_of_the_same_outcomes()
    {
        var rows = Rows.Generate(200, 1, Rare);
        var first = RefitModel.Of([], rows, AsTheyAre, Closed)!;

        var second = RefitModel.Of([first], rows, ChurnModel.OfRules(-3), Closed.AddDays(1))!;

        Assert.Equal((2, -3.0), (second.Number, second.RulesIntercept));
        Assert.NotEqual(first.Learned.HeldOut!.RulesLogLoss, second.Learned.HeldOut!.RulesLogLoss);
    }

    [Fact]
    public void A_version_that_hardly_differs_from_the_one_in_use_does_not_replace_it()
    {
        var rows = Rows.Generate(400, 1, Rare);
        var first = RefitModel.Of([], rows.Take(399).ToList(), AsTheyAre, Closed)!;

        var alike = RefitModel.Of([first], rows, AsTheyAre, Closed.AddDays(1))!;
        List<LearningRow> turned = [.. rows, .. Rows.Generate(400, 2, Rows.Truth.AsRules)];
        var different = RefitModel.Of([first, alike], turned, AsTheyAre, Closed.AddDays(2))!;

        Assert.Equal((2, 1), (alike.Number, alike.Use));
        Assert.Equal((3, 3), (different.Number, different.Use));
    }

    [Fact]
    public void What_did_worse_than_the_rules_on_later_outcomes_goes_back_until_outcomes_after_that_speak_for_it()
    {
        var first = RefitModel.Of([], Rows.Generate(400, 1, Rare), AsTheyAre, Closed)!;
        Assert.Equal(1, first.Use);

        // From now on the rules are right.
        List<LearningRow> rows = [.. Rows.Generate(400, 1, Rare), .. Later(400, Closed.AddDays(1), Rows.Truth.AsRules)];
        var back = RefitModel.Of([first], rows, AsTheyAre, Closed.AddDays(91))!;

        Assert.Equal((2, null, 1), (back.Number, back.Use, back.WentBackFrom));
        Assert.Equal(Closed.AddDays(91), back.JudgedSince);
        Assert.True(back.Later!.IsWorse);
        Assert.Equal(400, back.Later.Outcomes);

        // One more outcome of before: what speaks for learning came before it was taken back.
        rows.Add(rows[0] with { AccountId = "one more" });
        var still = RefitModel.Of([first, back], rows, AsTheyAre, Closed.AddDays(100))!;
        Assert.Equal((3, null, null), (still.Number, still.Use, still.Learned.HeldOut));

        rows.AddRange(Later(800, Closed.AddDays(101), Rare));
        var again = RefitModel.Of([first, back, still], rows, AsTheyAre, Closed.AddDays(191))!;
        Assert.Equal((4, 4), (again.Number, again.Use));
        Assert.Equal(800, again.Learned.HeldOut!.Outcomes);
        Assert.Equal(back.JudgedSince, again.JudgedSince);
    }

    [Fact]
    public void What_came_before_a_version_was_taken_back_says_nothing_of_the_next_one()
    {
        StoredVersion[] history =
        [
            Version(1, day: 0, use: 1),
            Version(2, day: 100, use: null) with
            {
                JudgedSince = Closed.AddDays(100),
            },
            Version(3, day: 150, use: 3) with
            {
                JudgedSince = Closed.AddDays(100),
            },
        ];
        List<LearningRow> rows =
        [
            .. Of("used", 40, day: 50),
            .. Of("at that instant", 20, day: 100),
            .. Of("by the rules", 10, day: 120),
            .. Of("used again", 30, day: 160),
        ];

        Assert.Equal(30, RefitModel.Of(history, rows, AsTheyAre, Closed.AddDays(300))!.Later!.Outcomes);

        static StoredVersion Version(int number, int day, int? use) =>
            new(
                number,
                LearnedVersion.Nothing(Closed.AddDays(day), 100, 20) with
                {
                    Model = ChurnModel.OfRules(-1.2),
                },
                Rows.Prior,
                use,
                null
            );

        static IEnumerable<LearningRow> Of(string prefix, int count, int day) =>
            Rows.Generate(count, day, Rows.Truth.AsRules)
                .Select(row => row with { AccountId = prefix + row.AccountId, PredictedAt = Closed.AddDays(day) });
    }

    [Fact]
    public void Outcomes_of_predictions_before_a_version_say_nothing_of_it()
    {
        var first = RefitModel.Of([], Rows.Generate(400, 1, Rare), AsTheyAre, Closed)!;
        List<LearningRow> rows = [.. Rows.Generate(400, 1, Rare), .. Later(400, Closed, Rows.Truth.AsRules)];

        var second = RefitModel.Of([first], rows, AsTheyAre, Closed.AddDays(90))!;

        Assert.Equal((0, null, null), (second.Later!.Outcomes, second.Later.LowerBound, second.WentBackFrom));
    }

    private static IEnumerable<LearningRow> Later(int count, DateTimeOffset at, Rows.Truth truth) =>
        Rows.Generate(count, 7, truth)
            .Select(row => row with { AccountId = $"later {row.AccountId}", PredictedAt = at });
}
