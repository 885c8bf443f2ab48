using CsMl.Core.Predictions.Settlements;

namespace CsMl.Core.Requests;

/// <summary>Predictions whose outcome is known although their window is still open.</summary>
/// <param name="Validated">Their number.</param>
/// <param name="Note">Why no figure counts them yet.</param>
public sealed record SettledEarly(int Validated, int Accurate, int Happened, string Note)
{
    public const string Reason =
        "All figures are of predictions whose window has closed. These have an outcome already, and their window is still "
        + "open: a departure is known at once and a stay only at the end, so they would put too many departures among the outcomes.";

    internal static readonly SettledEarly None = new(0, 0, 0, Reason);

    internal SettledEarly Plus(Settlement early) =>
        this with
        {
            Validated = Validated + 1,
            Accurate = Accurate + (early.WasAccurate ? 1 : 0),
            Happened = Happened + (early.Happened ? 1 : 0),
        };
}
