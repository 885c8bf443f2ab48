namespace CsMl.Core.Learning;

/// <summary>
/// Compares what is learned with and without the outcomes of accounts that had a CTA completed within the window. A
/// CTA that kept an account makes its risk look harmless, so where the two differ those outcomes are left out.
/// </summary>
/// <param name="Outcomes">Outcomes with a completed CTA.</param>
/// <param name="MeanDifference">Mean absolute difference of the two probabilities, 0–1, over all outcomes.</param>
/// <param name="LeftOut">True if the outcomes with a CTA were left out.</param>
public sealed record CtaComparison(int Outcomes, double MeanDifference, bool LeftOut)
{
    /// <summary>The largest mean difference that changes nothing that anybody does: two points of a hundred.</summary>
    private const double Alike = 0.02;

    /// <returns>Null if no outcome has a completed CTA.</returns>
    internal static CtaComparison? Of(IReadOnlyList<LearningRow> rows)
    {
        List<LearningRow> without = [.. rows.Where(row => !row.HadCta)];
        if (without.Count == rows.Count)
        {
            return null;
        }

        var (all, some) = (FitModel.All(rows).Model, FitModel.All(without).Model);
        var difference = rows.Average(row => Math.Abs(all.Probability(row.Basis) - some.Probability(row.Basis)));
        return new CtaComparison(rows.Count - without.Count, difference, difference > Alike);
    }
}
