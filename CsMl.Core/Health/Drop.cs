namespace CsMl.Core.Health;

/// <summary>A fall, or a run of them.</summary>
/// <param name="At">Date of the snapshot on which it ended.</param>
/// <param name="Index">Of that snapshot in its series.</param>
internal readonly record struct Drop(DateTimeOffset At, double From, double To, int Falls, int Index)
{
    /// <summary>Freed of what binary arithmetic adds: 16.1 − 1.1 is 15 and no more.</summary>
    public double Points => Math.Round(From - To, 6);

    public bool IsHigh => Points > HealthDrops.Grave;
}
