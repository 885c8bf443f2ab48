namespace CsMl.Core.Portfolio;

/// <param name="Cached">Accounts whose stored prediction was still current.</param>
public sealed record RunCounts(int Accounts, int Scored, int Cached, int Failed, int CtasCreated)
{
    public static readonly RunCounts None = new(0, 0, 0, 0, 0);

    /// <summary>Accounts that were removed after the plan was made and before their page was scored.</summary>
    public int Skipped { get; init; }

    /// <summary>Accounts that are not scored because they have left or are no customers.</summary>
    public int NotScored { get; init; }

    /// <summary>Accounts at high or critical risk that got no CTA because the night had made its most.</summary>
    public int CtasOverCap { get; init; }

    /// <summary>
    /// Accounts at high or critical risk that got no CTA because their data is too incomplete: the prediction's
    /// confidence is below <c>Ctas:MinConfidence</c>.
    /// </summary>
    public int CtasLowConfidence { get; init; }

    public RunCounts Plus(RunCounts other) =>
        new(
            Accounts + other.Accounts,
            Scored + other.Scored,
            Cached + other.Cached,
            Failed + other.Failed,
            CtasCreated + other.CtasCreated
        )
        {
            Skipped = Skipped + other.Skipped,
            NotScored = NotScored + other.NotScored,
            CtasOverCap = CtasOverCap + other.CtasOverCap,
            CtasLowConfidence = CtasLowConfidence + other.CtasLowConfidence,
        };
}
