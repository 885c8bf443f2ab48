namespace CsMl.Core.Learning;

/// <summary>
/// Whether outcomes bear probabilities out: of at least 300 outcomes held out, in the half with the lower and in the half
/// with the higher probabilities, the 95 % interval of the share that left holds the mean probability.
/// </summary>
/// <param name="Lower">The half with the lower probabilities; the other one has one more if their number is odd.</param>
public sealed record CalibrationCheck(CalibratedHalf Lower, CalibratedHalf Higher)
{
    /// <summary>The fewest outcomes. With fewer the intervals are so wide that they hold almost any mean.</summary>
    public const int Enough = 300;

    public bool IsCalibrated => Lower.Outcomes + Higher.Outcomes >= Enough && Lower.IsBorneOut && Higher.IsBorneOut;

    /// <param name="forecasts">Of outcomes that the model was not fitted to.</param>
    internal static CalibrationCheck Of(IReadOnlyCollection<HeldOutForecast> forecasts)
    {
        List<HeldOutForecast> ordered = [.. forecasts.OrderBy(f => f.Probability)];
        var middle = ordered.Count / 2;
        return new CalibrationCheck(CalibratedHalf.Of(ordered[..middle]), CalibratedHalf.Of(ordered[middle..]));
    }
}
