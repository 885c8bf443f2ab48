using CsMl.Core.Outcomes;
using CsMl.Core.Requests;
using CsMl.Functions.Dashboard.Charts;

namespace CsMl.Functions.Dashboard.Portfolio;

/// <summary>How predictions of churn turned out, each figure beside what the base rate alone achieves.</summary>
internal static class AccuracySection
{
    public static Html Of(Accuracy accuracy)
    {
        var figures = accuracy.Figures;
        return Html.Of(
            $"""
            <section aria-labelledby="accuracy">
            <h2 id="accuracy">{Texts.Portfolio.Accuracy}</h2>
            <p>{figures.Validated} {Texts.Portfolio.Settled} {figures.Happened} {Texts.Portfolio.Left} {Early(
                accuracy.SettledEarly
            )}</p>
            <p>{accuracy.CanTell}</p>
            {(figures.BaseRate.Note is null ? Figures(figures) : Html.Nothing)}
            </section>
            """
        );
    }

    private static Html Early(SettledEarly early) =>
        early.Validated == 0 ? Html.Nothing : Html.Of($"{early.Validated} {Texts.Portfolio.Early}");

    private static Html Figures(PredictionMetrics figures) =>
        Html.Of(
            $"""
            <div class="wide" role="group" aria-labelledby="accuracy" tabindex="0"><table>
            <thead><tr><th scope="col">{Texts.Portfolio.Figure}</th><th scope="col" class="number">{Texts.Portfolio.Here}</th><th scope="col" class="number">{Texts.Portfolio.Interval}</th><th scope="col" class="number">{Texts.Portfolio.ByBaseRate}</th></tr></thead>
            <tbody>
            {Row(Texts.Portfolio.BaseRate, figures.BaseRate)}
            {Row(Texts.Portfolio.Auc, figures.Auc)}
            {Row(Texts.Portfolio.Lift, figures.TopDecileLift)}
            {Row(Texts.Portfolio.Brier, figures.Brier)}
            {Row(Texts.Portfolio.Ece, figures.Ece)}
            {Row(Texts.Portfolio.Precision, figures.Precision)}
            {Row(Texts.Portfolio.Recall, figures.Recall)}
            </tbody>
            </table></div>
            <h3>{Texts.Portfolio.Reliability}</h3>
            <p class="hint">{Texts.Portfolio.ReliabilityHint}</p>
            <div class="beside">
            {ReliabilityChart.Of(figures)}
            {Bins(figures.Calibration)}
            </div>
            {(figures.Lift.Count == 0 ? Html.Nothing : Lift(figures.Lift))}
            """
        );

    private static Html Lift(IReadOnlyList<LiftTenth> tenths) =>
        Html.Of(
            $"""
            <h3>{Texts.Portfolio.LiftCurve}</h3>
            <p class="hint">{Texts.Portfolio.LiftHint}</p>
            <div class="beside">
            {LiftChart.Of(tenths)}
            <div class="wide" role="group" aria-label="{Texts.Portfolio.LiftCurve}" tabindex="0"><table>
            <thead><tr><th scope="col">{Texts.Portfolio.Tenth}</th><th scope="col" class="number">{Texts.Portfolio.Happened}</th><th scope="col" class="number">{Texts.Portfolio.TimesMean}</th><th scope="col" class="number">{Texts.Portfolio.Captured}</th></tr></thead>
            <tbody>{tenths.Select(Tenth)}</tbody>
            </table></div>
            </div>
            """
        );

    private static Html Tenth(LiftTenth tenth) =>
        Html.Of(
            $"""
            <tr><th scope="row">{tenth.Tenth}</th><td class="number">{Show.Percent(
                tenth.Rate
            )}</td><td class="number">{Show.Decimal(tenth.Lift)}</td><td class="number">{Show.Percent(
                tenth.Captured
            )}</td></tr>
            """
        );

    private static Html Row(string name, Metric metric) =>
        metric.Note is { } note
            ? Html.Of($"""<tr><th scope="row">{name}</th><td colspan="3">{note}</td></tr>""")
            : Html.Of(
                $"""
                <tr><th scope="row">{name}</th><td class="number">{Value(metric.Value)}</td><td class="number">{(
                    metric.Low is null ? Html.Nothing : Html.Of($"{Value(metric.Low)}–{Value(metric.High)}")
                )}</td><td class="number">{Value(metric.BaseRate)}</td></tr>
                """
            );

    private static Html Value(double? value) => value is { } known ? Show.Decimal(known) : Html.Nothing;

    private static Html Bins(IReadOnlyList<ReliabilityBin> bins) =>
        Html.Of(
            $"""
            <div class="wide" role="group" aria-label="{Texts.Portfolio.Reliability}" tabindex="0"><table>
            <thead><tr><th scope="col">{Texts.Portfolio.Said}</th><th scope="col" class="number">{Texts.Portfolio.Accounts}</th><th scope="col" class="number">{Texts.Portfolio.Mean}</th><th scope="col" class="number">{Texts.Portfolio.Happened}</th><th scope="col" class="number">{Texts.Portfolio.Interval}</th></tr></thead>
            <tbody>{bins.Where(bin => bin.Count > 0).Select(Bin)}</tbody>
            </table></div>
            """
        );

    private static Html Bin(ReliabilityBin bin) =>
        Html.Of(
            $"""
            <tr><th scope="row">{Show.Percent(bin.From)} – {Show.Percent(
                bin.To
            )}</th><td class="number">{bin.Count}</td><td class="number">{Share(
                bin.MeanProbability
            )}</td><td class="number">{Share(bin.Rate)}</td><td class="number">{Interval(bin)}</td></tr>
            """
        );

    private static Html Interval(ReliabilityBin bin) =>
        bin.Low is null ? Html.Nothing : Html.Of($"{Share(bin.Low)}–{Share(bin.High)}");

    private static Html Share(double? share) => share is { } known ? Show.Percent(known) : Html.Nothing;
}
