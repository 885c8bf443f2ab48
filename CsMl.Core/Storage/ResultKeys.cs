using System.Globalization;
using CsMl.Core.Ctas;
using CsMl.Core.Predictions;

namespace CsMl.Core.Storage;

/// <summary>
/// Row keys of the results table. Each begins with its kind, so that no account id can look like another row, and
/// all rows on an account share its partition, so that they change together.
/// </summary>
internal static class ResultKeys
{
    private const string LatestKind = "p";
    private const string HistoryKind = "h";
    private const string RiskKind = "r";
    private const string CtaKind = "c";
    private const string SlotKind = "s";

    private const int ProbabilityDigits = 1_000_000;

    /// <summary>The latest prediction of a type.</summary>
    public static string Latest(string accountId, PredictionType type) =>
        EntityKey.Of(LatestKind, accountId, PredictionTypes.Name(type));

    /// <summary>One prediction of the history, newest first.</summary>
    public static string History(string accountId, PredictionType type, DateTimeOffset at, string predictionId) =>
        EntityKey.Of(HistoryKind, accountId, PredictionTypes.Name(type), Newest(at), predictionId);

    /// <summary>Where a prediction stands in the history of its account, whatever its type: the end of its key.</summary>
    public static string Place(Prediction prediction) =>
        EntityKey.Of(Newest(prediction.PredictedAt), prediction.PredictionId);

    public static RowRange History(string accountId, PredictionType type) =>
        RowRange.Of(EntityKey.Of(HistoryKind, accountId, PredictionTypes.Name(type)) + EntityKey.Separator);

    /// <summary>The history of every account.</summary>
    public static RowRange Histories { get; } = RowRange.Of(HistoryKind + EntityKey.Separator);

    /// <summary>The risk index: highest probability first, then by account id.</summary>
    public static string Risk(PredictionType type, double probability, string accountId) =>
        EntityKey.Of(RiskKind, PredictionTypes.Name(type), Highest(probability), accountId);

    /// <summary>The index from certainty down to <paramref name="minProbability"/>, that one included.</summary>
    public static RowRange Risks(PredictionType type, double minProbability)
    {
        var prefix = EntityKey.Of(RiskKind, PredictionTypes.Name(type)) + EntityKey.Separator;
        return new RowRange(prefix, prefix + Highest(minProbability) + EntityKey.Separator + EntityKey.Separator);
    }

    public static string Cta(string accountId, string ctaId) => EntityKey.Of(CtaKind, accountId, ctaId);

    /// <summary>The CTAs of every account.</summary>
    public static RowRange AllCtas { get; } = RowRange.Of(CtaKind + EntityKey.Separator);

    /// <summary>The last automated CTA of its type; that it is one row makes duplicates impossible.</summary>
    public static string Slot(string accountId, CtaType type) => EntityKey.Of(SlotKind, accountId, Name(type));

    /// <summary>The slots of every account.</summary>
    public static RowRange AllSlots { get; } = RowRange.Of(SlotKind + EntityKey.Separator);

    /// <summary>The part of a history key that orders it: newest instants sort first.</summary>
    public static string Newest(DateTimeOffset at) =>
        (DateTime.MaxValue.Ticks - at.UtcTicks).ToString("D19", CultureInfo.InvariantCulture);

    private static string Highest(double probability) =>
        (ProbabilityDigits - (int)Math.Round(probability * ProbabilityDigits)).ToString(
            "D7",
            CultureInfo.InvariantCulture
        );

    private static string Name(CtaType type) =>
        type switch
        {
            CtaType.Risk => "RISK",
            CtaType.Opportunity => "OPPORTUNITY",
            CtaType.Lifecycle => "LIFECYCLE",
            CtaType.Activity => "ACTIVITY",
            _ => "OBJECTIVE",
        };
}
