namespace CsMl.Core.Health;

/// <summary>One fall of a score, or a run of consecutive falls.</summary>
/// <param name="At">Date of the snapshot at the end of the fall.</param>
/// <param name="Index">Index of that snapshot in the series.</param>
internal readonly record struct Drop(DateTimeOffset At, double From, double To, int Falls, int Index)
{
    /// <summary>Rounded to remove binary floating-point error: 16.1 − 1.1 is exactly 15.</summary>
    public double Points => Math.Round(From - To, 6);

    public bool IsHigh => Points > HealthDrops.Grave;
}
