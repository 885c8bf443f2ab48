using CsMl.Core.Learning;
using CsMl.Core.Predictions;
using CsMl.Core.Predictions.Settlements;
using CsMl.Tests.Outcomes;

namespace CsMl.Tests.Learning;

public sealed class LearningRowTests
{
    private static readonly PredictionBasis Basis = Rows.Basis(default, (Rows.Silence, 0.4));
    private static readonly CountedPrediction Stayed = Settling.Counted() with
    {
        IsOpen = false,
        Evidence = Basis.Evidence,
        Settlement = new Settlement(Settling.End, "RETAINED", false, true, null, null),
    };
    private static readonly CountedPrediction Left = Settling.Counted() with
    {
        IsOpen = false,
        Evidence = Basis.Evidence,
        Settlement = new Settlement(Some.Now.AddDays(9), "CHURNED", true, true, Some.Now.AddDays(8), null),
    };

    [Fact]
    public void A_settled_prediction_whose_window_has_closed_is_a_row()
    {
        foreach (var (prediction, churned) in new[] { (Stayed, false), (Left, true) })
        {
            var row = RowOf(prediction)!;
            Assert.Equal(("acme", Some.Now, churned, false), (row.AccountId, row.PredictedAt, row.Churned, row.HadCta));
            Assert.Equal(
                (Basis.Sum, Basis.PriorLogOdds, Basis.Signals),
                (row.Basis.Sum, row.Basis.PriorLogOdds, row.Basis.Signals)
            );
        }
    }

    [Fact]
    public void An_early_departure_waits_for_the_end_of_its_window()
    {
        Assert.Null(RowOf(Left, now: Settling.End.AddTicks(-1)));
        Assert.NotNull(RowOf(Left, now: Settling.End));
    }

    [Fact]
    public void Other_types_and_windows_and_what_is_unknown_are_no_rows()
    {
        Assert.Null(RowOf(Stayed with { Type = PredictionType.Expansion }));
        Assert.Null(RowOf(Stayed with { WindowDays = 60 }));
        Assert.Null(RowOf(Stayed with { Settlement = null }));
        Assert.Null(LearningRow.Of(Stayed with { Evidence = null }, Completed(), Settling.End));
        Assert.Null((Basis with { Signals = null }).Evidence);
    }

    [Theory]
    [InlineData(-1, false)]
    [InlineData(1, true)]
    [InlineData(89, true)]
    [InlineData(91, false)]
    public void A_CTA_completed_within_the_window_marks_the_row(int day, bool marked) =>
        Assert.Equal(marked, LearningRow.Of(Stayed, Completed(Some.Now.AddDays(day)), Settling.End)!.HadCta);

    private static LearningRow? RowOf(CountedPrediction prediction, DateTimeOffset? now = null) =>
        LearningRow.Of(prediction, Completed(), now ?? Settling.End);

    private static ILookup<string, DateTimeOffset> Completed(params DateTimeOffset[] at) => at.ToLookup(_ => "acme");
}
