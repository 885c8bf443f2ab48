using CsMl.Core.Accounts;

namespace CsMl.Core.Predictions;

/// <summary>
/// How complete the data of a prediction is. Missing data never makes an account look worse; it only lowers the
/// confidence.
/// </summary>
/// <param name="IsSufficient">
/// True with at least 30 days of health history and some recorded activity, which is enough for a model.
/// </param>
/// <param name="RulesConfidence">0.50–0.65 with sufficient data, below 0.5 without.</param>
public sealed record DataCompleteness(bool IsSufficient, double RulesConfidence, DataQuality Report)
{
    public const int MinHealthHistoryDays = 30;

    private const double FullHealthHistoryDays = 90;

    /// <summary>The rules' confidence with four fifths of what could be known, by the shares of the kinds of data.</summary>
    private const double Comprehensive = 0.62;

    /// <summary>The highest confidence that is not high.</summary>
    private const double MostMedium = 0.80;

    /// <summary>True if enough is known for a high confidence: four fifths of complete data or more.</summary>
    public bool IsComprehensive => IsSufficient && RulesConfidence >= Comprehensive;

    /// <summary>
    /// Upper limit of a model's confidence, 0–1. With the least sufficient data the limit is .65, the highest rules'
    /// confidence; with complete data it is .95, because the future is never certain, and above .8 only with comprehensive
    /// data. A limit is needed because a model cannot take missing data into account. With insufficient data the limit is
    /// the rules' confidence.
    /// </summary>
    public double MostModelConfidence
    {
        get
        {
            var most = Math.Round(0.65 + 2 * (RulesConfidence - 0.50), 2);
            return !IsSufficient ? RulesConfidence
                : IsComprehensive ? most
                : Math.Min(most, MostMedium);
        }
    }

    /// <summary>
    /// <see cref="RulesConfidence"/>, unless the data are comprehensive and outcomes bear the probabilities out: then 0.81–0.85.
    /// </summary>
    public double ConfidenceOfRules(bool isCalibrated) =>
        isCalibrated && IsComprehensive
            ? Math.Round(0.81 + 4 * (RulesConfidence - Comprehensive) / 3, 2)
            : RulesConfidence;

    // Each kind of data, its share of complete data, and whether the signals contain it.
    private static readonly (string Kind, double Share, Predicate<Signals> IsThere)[] Kinds =
    [
        ("healthHistory", 0.30, static s => s.HealthHistoryDays > 0),
        ("activities", 0.25, static s => s.Engagement.IsRecorded),
        ("sentiment", 0.10, static s => s.Engagement.Sentiments > 0),
        ("tickets", 0.10, static s => Any(s.Facts.Tickets, s.AsOf, static (t, asOf) => t.CreatedAt <= asOf)),
        ("renewalDate", 0.10, static s => s.RenewalDate is not null),
        ("ctas", 0.05, static s => Any(s.Facts.Ctas, s.AsOf, static (c, asOf) => !(c.CreatedAt > asOf))),
        ("opportunities", 0.05, static s => s.Facts.Opportunities.Count > 0),
        ("contacts", 0.05, static s => Any(s.Facts.Contacts, s.AsOf, static (c, asOf) => !(c.LastContactAt > asOf))),
    ];

    /// <summary>Number of kinds of data that can be missing.</summary>
    internal static int KindCount => Kinds.Length;

    private static readonly IReadOnlyList<string>[] MissingByMask =
    [
        .. Enumerable
            .Range(0, 1 << Kinds.Length)
            .Select(mask =>
                (IReadOnlyList<string>)[.. Kinds.Where((_, i) => (mask & (1 << i)) != 0).Select(k => k.Kind)]
            ),
    ];

    public static DataCompleteness Of(Signals signals)
    {
        var missing = 0;
        var there = 0.0;
        for (var i = 0; i < Kinds.Length; i++)
        {
            if (Kinds[i].IsThere(signals))
            {
                there += Kinds[i].Share;
            }
            else
            {
                missing |= 1 << i;
            }
        }

        // A short health history counts less than a full one.
        var history = Math.Min(1, signals.HealthHistoryDays / FullHealthHistoryDays);
        there -= signals.HealthHistoryDays > 0 ? Kinds[0].Share * (1 - history) : 0;

        var sufficient = signals.HealthHistoryDays >= MinHealthHistoryDays && signals.Engagement.IsRecorded;
        return new DataCompleteness(
            sufficient,
            Math.Round(sufficient ? 0.50 + 0.15 * there : 0.20 + 0.25 * there, 2),
            new DataQuality(signals.HealthHistoryDays, signals.Engagement.LastAt, MissingByMask[missing])
        );
    }

    /// <summary>True if the list has an item that was known at the instant.</summary>
    private static bool Any<T>(IReadOnlyList<T> list, DateTimeOffset asOf, Func<T, DateTimeOffset, bool> wasKnown)
    {
        for (var i = 0; i < list.Count; i++)
        {
            if (wasKnown(list[i], asOf))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>High above .8, medium from .5, low below.</summary>
    public static ConfidenceLevel Level(double confidence) =>
        confidence > 0.8 ? ConfidenceLevel.High
        : confidence >= 0.5 ? ConfidenceLevel.Medium
        : ConfidenceLevel.Low;
}
