namespace CsMl.Core.Outcomes;

/// <summary>How often nothing was seen among predictions whose window has closed.</summary>
/// <param name="Silent">Predictions in which nothing was seen.</param>
/// <param name="Of">All of them.</param>
/// <param name="Share">Their share, 0–1, with its interval; without a value and with a note if there are too few.</param>
public sealed record SilenceShare(int Silent, int Of, Metric Share)
{
    internal static SilenceShare Among(int silent, int all) =>
        new(silent, all, Metric.TooFew(all) is { } few ? Metric.None(few) : Metric.Share(silent, all, null));
}
