using CsMl.Core.Learning;

namespace CsMl.Tests.Learning;

public sealed class HoldOutTests
{
    /// <summary>Twelve months of 23 accounts, some of which come later.</summary>
    private static readonly List<LearningRow> Months =
    [
        .. Enumerable
            .Range(0, 12)
            .SelectMany(month =>
                Enumerable
                    .Range(0, 23)
                    .Where(account => account % 7 <= month)
                    .Select(account => new LearningRow(
                        $"a{account}",
                        Rows.Start.AddMonths(month),
                        Rows.Basis(default),
                        account % 5 == 0
                    ))
            ),
    ];

    private static readonly List<LearningRow> OneDay = Rows.Generate(103, 1, Rows.Truth.AsRules);

    [Fact]
    public void Every_outcome_is_held_out_once()
    {
        Assert.Equal(Months.ToHashSet(), HeldOut(Months).ToHashSet());
        Assert.Equal(Months.Count, HeldOut(Months).Count);
        Assert.Equal(OneDay.ToHashSet(), HeldOut(OneDay).ToHashSet());
        Assert.Equal(OneDay.Count, HeldOut(OneDay).Count);
    }

    [Fact]
    public void Of_an_account_that_is_held_out_nothing_is_fitted()
    {
        foreach (var (heldOut, others) in HoldOut.InFiveFolds(Months).SkipLast(1).Concat(HoldOut.InFiveFolds(OneDay)))
        {
            Assert.NotEmpty(others);
            Assert.Empty(heldOut.Select(row => row.AccountId).Intersect(others.Select(row => row.AccountId)));
        }
    }

    [Fact]
    public void The_latest_fifth_is_held_out_last_from_what_had_closed_by_then()
    {
        var folds = HoldOut.InFiveFolds(Months).ToList();

        var (last, before) = folds[^1];
        var from = last.Min(row => row.PredictedAt);
        Assert.Equal(5, folds.Count);
        Assert.InRange(last.Count, Months.Count / 5, Months.Count / 3);
        Assert.Equal(last.Count, Months.Count(row => row.PredictedAt >= from));
        Assert.Equal(Months.Where(row => row.PredictedAt.AddDays(90) <= from), before);
        Assert.NotEmpty(before);
        Assert.All(folds[..^1], fold => Assert.All(fold.Others, row => Assert.True(row.PredictedAt < from)));
    }

    [Fact]
    public void A_window_that_closes_at_the_instant_of_the_latest_predictions_has_closed()
    {
        List<LearningRow> rows =
        [
            .. Enumerable
                .Range(0, 100)
                .Select(i => new LearningRow(
                    $"a{i}",
                    Rows.Start.AddDays(i < 70 ? 0 : 90),
                    Rows.Basis(default),
                    i % 5 == 0
                )),
        ];

        Assert.Equal(
            (30, 70),
            HoldOut.InFiveFolds(rows).Last() is var (held, others) ? (held.Count, others.Count) : default
        );
    }

    [Fact]
    public void The_accounts_of_one_day_take_turns_in_five_of_the_same_size()
    {
        var sizes = HoldOut.InFiveFolds(OneDay).Select(fold => fold.HeldOut.Count).ToList();

        Assert.Equal(5, sizes.Count);
        Assert.All(sizes, size => Assert.InRange(size, 20, 21));
    }

    private static List<LearningRow> HeldOut(List<LearningRow> rows) =>
        [.. HoldOut.InFiveFolds(rows).SelectMany(fold => fold.HeldOut)];
}
