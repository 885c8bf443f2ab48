using System.Globalization;
using CsMl.Core.Accounts;
using CsMl.Core.Json;
using CsMl.Core.Predictions;

namespace CsMl.Core.Storage;

/// <summary>
/// Row keys of the results table. Each begins with its kind, so that an account id cannot collide with another kind of
/// row. All rows of an account share its partition, so that they can change in one transaction.
/// </summary>
internal static partial class ResultKeys
{
    internal const string LatestKind = "p";
    internal const string HistoryKind = "h";
    internal const string RiskKind = "r";
    internal const string NoticeKind = "n";
    internal const string RevenueKind = "m";
    internal const string RecoveredKind = "f";
    internal const string CtaKind = "c";
    internal const string SlotKind = "s";
    internal const string LogKind = "l";
    internal const string OpenCtaKind = "d";
    internal const string ClosedCtaKind = "e";
    internal const string ListedKind = "i";

    private const int MostEvents = 999_999_999;
    internal const string CountedKind = "a";
    internal const string WatchKind = "v";
    internal const string OutcomeKind = "o";
    internal const string WhyKind = "w";

    private const int ProbabilityDigits = 1_000_000;

    /// <summary>More than any revenue has in cents.</summary>
    private const long MostCents = 999_999_999_999_999_999;

    /// <summary>The latest prediction of a type.</summary>
    public static string Latest(string accountId, PredictionType type) =>
        EntityKey.Of(LatestKind, accountId, EnumNames.Of(type));

    /// <summary>A superseded prediction; keys sort newest first.</summary>
    public static string History(string accountId, PredictionType type, DateTimeOffset at, string predictionId) =>
        EntityKey.Of(HistoryKind, accountId, EnumNames.Of(type), Newest(at), predictionId);

    /// <summary>
    /// The place of a prediction in the history of its account, regardless of type: the end of its row key.
    /// </summary>
    public static string Place(Prediction prediction) =>
        EntityKey.Of(Newest(prediction.PredictedAt), prediction.PredictionId);

    public static RowRange History(string accountId, PredictionType type) =>
        RowRange.Of(EntityKey.Of(HistoryKind, accountId, EnumNames.Of(type)) + EntityKey.Separator);

    /// <summary>The latest predictions of every account and type.</summary>
    public static RowRange AllLatest { get; } = RowRange.Of(LatestKind + EntityKey.Separator);

    /// <summary>The past predictions of every account and type.</summary>
    public static RowRange AllHistory { get; } =
        RowRange.Of(HistoryKind + EntityKey.Separator) with
        {
            KeysOnly = true,
        };

    /// <summary>The risk index of every type.</summary>
    public static IReadOnlyList<RowRange> AllRisks { get; } =
    [
        RowRange.Of(RiskKind + EntityKey.Separator),
        RowRange.Of(NoticeKind + EntityKey.Separator),
        RowRange.Of(RevenueKind + EntityKey.Separator),
        RowRange.Of(RecoveredKind + EntityKey.Separator),
    ];

    /// <summary>The basis of one prediction.</summary>
    public static string Why(string accountId, PredictionType type, DateTimeOffset at, string predictionId) =>
        EntityKey.Of(WhyKind, accountId, EnumNames.Of(type), Newest(at), predictionId);

    /// <summary>The bases of an account's predictions made between two times.</summary>
    public static RowRange WhysWithin(string accountId, PredictionType type, DateTimeOffset from, DateTimeOffset to)
    {
        var prefix = EntityKey.Of(WhyKind, accountId, EnumNames.Of(type)) + EntityKey.Separator;
        return new RowRange(prefix + Newest(to), RowRange.Of(prefix + Newest(from) + EntityKey.Separator).To);
    }

    /// <summary>A prediction that accuracy is measured on, with its validation.</summary>
    public static string Counted(string accountId, PredictionType type, DateTimeOffset at, string predictionId) =>
        EntityKey.Of(CountedKind, accountId, EnumNames.Of(type), Newest(at), predictionId);

    /// <summary>The counted predictions of one account and type.</summary>
    public static RowRange CountedOf(string accountId, PredictionType type) =>
        RowRange.Of(EntityKey.Of(CountedKind, accountId, EnumNames.Of(type)) + EntityKey.Separator);

    /// <summary>
    /// The counted predictions of the accounts from <paramref name="first"/> to <paramref name="last"/>, in key order.
    /// </summary>
    public static RowRange CountedBetween(string first, string last) => Between(CountedKind, first, last);

    public static RowRange AllCounted { get; } = RowRange.Of(CountedKind + EntityKey.Separator);

    /// <summary>
    /// The time from which a range of accounts must be checked for validation; keys sort earliest first.
    /// </summary>
    public static string Watch(ValidationDue watch) =>
        EntityKey.Of(WatchKind, Oldest(watch.From), watch.FirstAccount, watch.LastAccount);

    public static ValidationDue ReadWatch(string rowKey)
    {
        var segments = rowKey.Split(EntityKey.Separator);
        var from = new DateTimeOffset(long.Parse(segments[1], CultureInfo.InvariantCulture), TimeSpan.Zero);
        return new ValidationDue(from, segments[2], segments[3]);
    }

    /// <summary>The watches up to and including <paramref name="instant"/>.</summary>
    public static RowRange WatchesUntil(DateTimeOffset instant)
    {
        var all = RowRange.Of(WatchKind + EntityKey.Separator);
        return all with { To = all.From + Oldest(instant) + EntityKey.Separator + EntityKey.Separator };
    }

    /// <param name="family">Outcomes of the same family and time exclude each other.</param>
    public static string Outcome(string accountId, DateTimeOffset at, string family) =>
        EntityKey.Of(OutcomeKind, accountId, Oldest(at), family);

    /// <summary>
    /// Sorts before the account's outcomes and is read with them; every recorded outcome rewrites it.
    /// </summary>
    public static string OutcomesTold(string accountId) => EntityKey.Of(OutcomeKind, accountId, "0");

    public static RowRange AllOutcomes { get; } = RowRange.Of(OutcomeKind + EntityKey.Separator);

    public static RowRange OutcomesBetween(string first, string last) => Between(OutcomeKind, first, last);

    /// <summary>The risk index: highest probability first, then by account id.</summary>
    /// <param name="isNotice">
    /// True for an account under notice, which is found whatever its probability is.
    /// </param>
    public static string Risk(PredictionType type, double probability, string accountId, bool isNotice = false) =>
        EntityKey.Of(isNotice ? NoticeKind : RiskKind, EnumNames.Of(type), Highest(probability), accountId);

    /// <summary>
    /// The index from probability 1 down to and including <paramref name="minProbability"/>, and the accounts under
    /// notice. A place, the part of a key behind the beginning of its range, means the same in both ranges.
    /// </summary>
    public static IReadOnlyList<RowRange> Risks(PredictionType type, double minProbability) =>
        [Down(RiskKind, type, minProbability), Down(NoticeKind, type, 0)];

    /// <summary>
    /// The accounts of which revenue is at risk, each currency by itself: most first, then by account id.
    /// </summary>
    public static string Revenue(PredictionType type, string currency, decimal atRisk, string accountId) =>
        EntityKey.Of(RevenueKind, EnumNames.Of(type), currency, Most(atRisk), accountId);

    /// <summary>The same as earlier versions wrote it, all currencies in one order.</summary>
    public static string EarlierRevenue(PredictionType type, decimal atRisk, string accountId) =>
        EntityKey.Of(RevenueKind, EnumNames.Of(type), Most(atRisk), accountId);

    /// <param name="currency">Null for all, in the order of their codes.</param>
    public static RowRange Revenues(PredictionType type, string? currency)
    {
        var prefix = EntityKey.Of(RevenueKind, EnumNames.Of(type)) + EntityKey.Separator;
        return RowRange.Of(currency is null ? prefix : prefix + currency + EntityKey.Separator);
    }

    /// <summary>
    /// The place in the revenues of all currencies after which those of the next one follow. Codes begin with a letter,
    /// and what earlier versions wrote with a digit.
    /// </summary>
    /// <param name="currency">Null for the beginning.</param>
    public static string PlaceBehind(string? currency) =>
        currency is null ? "A" : currency + EntityKey.Separator + EntityKey.Separator;

    /// <summary>The currency of a place in the revenues of all.</summary>
    public static string CurrencyAt(string place) => place.Split(EntityKey.Separator)[0];

    /// <summary>The accounts whose risk fell below high: the last first.</summary>
    public static string Recovered(PredictionType type, DateTimeOffset at, string accountId) =>
        EntityKey.Of(RecoveredKind, EnumNames.Of(type), Newest(at), accountId);

    /// <summary>Those of later than an instant.</summary>
    public static RowRange RecoveredSince(PredictionType type, DateTimeOffset instant)
    {
        var all = RowRange.Of(EntityKey.Of(RecoveredKind, EnumNames.Of(type)) + EntityKey.Separator);
        return all with { To = all.From + Newest(instant) };
    }

    private static RowRange Down(string kind, PredictionType type, double minProbability)
    {
        var prefix = EntityKey.Of(kind, EnumNames.Of(type)) + EntityKey.Separator;
        return new RowRange(prefix, prefix + Highest(minProbability) + EntityKey.Separator + EntityKey.Separator);
    }

    public static string Cta(string accountId, string ctaId) => EntityKey.Of(CtaKind, accountId, ctaId);

    /// <summary>The CTAs of an account.</summary>
    public static RowRange Ctas(string accountId) =>
        RowRange.Of(EntityKey.Of(CtaKind, accountId) + EntityKey.Separator);

    /// <summary>The CTAs of every account.</summary>
    public static RowRange AllCtas { get; } = RowRange.Of(CtaKind + EntityKey.Separator);

    /// <summary>
    /// A CTA in the list over accounts: open ones by due date, those without one last; closed ones last changed first.
    /// </summary>
    public static string ListedCta(Cta cta) =>
        cta.IsOpen
            ? EntityKey.Of(OpenCtaKind, Oldest(cta.DueDate ?? DateTimeOffset.MaxValue), cta.AccountId, cta.Id)
            : EntityKey.Of(
                ClosedCtaKind,
                Newest(cta.UpdatedAt ?? cta.CreatedAt ?? DateTimeOffset.MinValue),
                cta.AccountId,
                cta.Id
            );

    /// <param name="dueBefore">Null for no limit.</param>
    public static RowRange OpenCtas(DateTimeOffset? dueBefore)
    {
        var all = RowRange.Of(OpenCtaKind + EntityKey.Separator);
        return dueBefore is { } end ? all with { To = all.From + Oldest(end) } : all;
    }

    public static RowRange ClosedCtas { get; } = RowRange.Of(ClosedCtaKind + EntityKey.Separator);

    /// <summary>In a tenant's first partition: none of the tenant's CTAs is missing in the list over accounts.</summary>
    public static string CtasListed { get; } = EntityKey.Of(ListedKind, "ctas");

    /// <summary>The last automated CTA of its type; one row per type makes duplicates impossible.</summary>
    public static string Slot(string accountId, CtaType type) => EntityKey.Of(SlotKind, accountId, EnumNames.Of(type));

    /// <summary>The slots of an account.</summary>
    public static RowRange Slots(string accountId) =>
        RowRange.Of(EntityKey.Of(SlotKind, accountId) + EntityKey.Separator);

    /// <summary>The slots of every account.</summary>
    public static RowRange AllSlots { get; } = RowRange.Of(SlotKind + EntityKey.Separator);

    /// <summary>One event of a CTA's history; keys sort newest first, and the oldest event has number 1.</summary>
    public static string Log(string accountId, string ctaId, int number) =>
        EntityKey.Of(LogKind, accountId, ctaId, (MostEvents - number).ToString("D9", CultureInfo.InvariantCulture));

    /// <summary>The events of a CTA up to and including a number.</summary>
    public static RowRange Logs(string accountId, string ctaId, int number)
    {
        var prefix = EntityKey.Of(LogKind, accountId, ctaId) + EntityKey.Separator;
        return RowRange.Of(prefix) with { From = Log(accountId, ctaId, number) };
    }

    /// <summary>The account of a row of the risk index, whose key ends with it.</summary>
    public static string AccountOfRisk(string rowKey) => rowKey.Split(EntityKey.Separator)[^1];

    /// <summary>The account of a row, for every kind except the risk index.</summary>
    public static string AccountOf(string rowKey) => rowKey.Split(EntityKey.Separator)[1];

    /// <summary>The part of a history key that sorts newest first.</summary>
    public static string Newest(DateTimeOffset at) =>
        (DateTime.MaxValue.Ticks - at.UtcTicks).ToString("D19", CultureInfo.InvariantCulture);

    private static string Oldest(DateTimeOffset at) => at.UtcTicks.ToString("D19", CultureInfo.InvariantCulture);

    private static RowRange Between(string kind, string first, string last) =>
        new(
            EntityKey.Of(kind, first) + EntityKey.Separator,
            RowRange.Of(EntityKey.Of(kind, last) + EntityKey.Separator).To
        );

    private static string Most(decimal amount)
    {
        var cents = MostCents - (long)Math.Clamp(Math.Round(amount * 100), 0, MostCents);
        return cents.ToString("D18", CultureInfo.InvariantCulture);
    }

    private static string Highest(double probability) =>
        (ProbabilityDigits - (int)Math.Round(probability * ProbabilityDigits)).ToString(
            "D7",
            CultureInfo.InvariantCulture
        );
}
