namespace CsMl.Core.Predictions.Rules;

/// <summary>How far a rule can raise a risk, and what it has to see for that.</summary>
/// <param name="Most">The most evidence that it gives, in log-odds.</param>
/// <param name="Seen">
/// What it has to see to give at least so much evidence, above 0 and at most <paramref name="Most"/>, as part of a
/// sentence: <c>a health score of 12 or less</c>.
/// </param>
internal sealed record RuleReach(double Most, Func<double, string> Seen)
{
    /// <summary>What rounding leaves of a whole number.</summary>
    private const double Rounding = 1e-9;

    /// <summary>The least whole number that is enough.</summary>
    public static int AtLeast(double number) => (int)Math.Ceiling(number - Rounding);

    /// <summary>The greatest whole number that is not too much.</summary>
    public static int AtMost(double number) => (int)Math.Floor(number + Rounding);
}
