using CsMl.Core.Json;
using CsMl.Core.Predictions;

namespace CsMl.Core.Storage;

/// <content>Every row that names an account.</content>
internal static partial class ResultKeys
{
    /// <summary>The kinds of rows whose keys begin with the account, and which count they belong to.</summary>
    private static readonly IReadOnlyList<(string Kind, Func<ErasedRows, int, ErasedRows> Count)> OwnKinds =
    [
        (LatestKind, static (rows, n) => rows with { Predictions = rows.Predictions + n }),
        (HistoryKind, static (rows, n) => rows with { Predictions = rows.Predictions + n }),
        (WhyKind, static (rows, n) => rows with { Bases = rows.Bases + n }),
        (CtaKind, static (rows, n) => rows with { Ctas = rows.Ctas + n }),
        (SlotKind, static (rows, n) => rows with { Slots = rows.Slots + n }),
        (LogKind, static (rows, n) => rows with { CtaEvents = rows.CtaEvents + n }),
        (CountedKind, static (rows, n) => rows with { Outcomes = rows.Outcomes + n }),
        (OutcomeKind, static (rows, n) => rows with { Outcomes = rows.Outcomes + n }),
        (OpinionKind, static (rows, n) => rows with { Opinions = rows.Opinions + n }),
        (OutgoingKind, static (rows, n) => rows with { Deliveries = rows.Deliveries + n }),
        (LinkKind, static (rows, n) => rows with { Deliveries = rows.Deliveries + n }),
        (RefusedKind, static (rows, n) => rows with { Deliveries = rows.Deliveries + n }),
        (ChurnRiskKind, static (rows, n) => rows with { Deliveries = rows.Deliveries + n }),
    ];

    /// <summary>
    /// The ranges in which an account's rows lie, alone in them. They do not contain rows of the indexes and watches.
    /// </summary>
    public static IEnumerable<(RowRange Range, Func<ErasedRows, int, ErasedRows> Count)> RowsOf(string accountId) =>
        OwnKinds.Select(own =>
            (
                own.Kind == ChurnRiskKind
                    // The only key that ends with the account: the range holds this key alone.
                    ? new RowRange(ChurnRisk(accountId), ChurnRisk(accountId) + FirstCharacter) { KeysOnly = true }
                    : RowRange.Of(EntityKey.Of(own.Kind, accountId) + EntityKey.Separator) with
                    {
                        KeysOnly = true,
                    },
                own.Count
            )
        );

    /// <summary>The ranges of the risk index and of the lists of CTAs and opinions over accounts.</summary>
    public static IEnumerable<RowRange> AllIndexes =>
        [
            .. AllRisks.Select(range => range with { KeysOnly = true }),
            OpenCtas(null) with
            {
                KeysOnly = true,
            },
            ClosedCtas with
            {
                KeysOnly = true,
            },
            ListedOpinions with
            {
                KeysOnly = true,
            },
        ];

    /// <summary>The keys of an account's superseded predictions that were made before an instant.</summary>
    public static RowRange HistoryBefore(string accountId, PredictionType type, DateTimeOffset instant) =>
        Before(HistoryKind, accountId, type, instant);

    /// <summary>The keys of the bases of predictions that were made before an instant.</summary>
    public static RowRange WhysBefore(string accountId, PredictionType type, DateTimeOffset instant) =>
        Before(WhyKind, accountId, type, instant);

    /// <summary>The accounts that a row's key names; empty for a key that names none.</summary>
    public static IReadOnlyList<string> AccountsOf(string rowKey) =>
        rowKey.Split(EntityKey.Separator) switch
        {
            [RiskKind or NoticeKind or RevenueKind or RecoveredKind, _, _, var account] => [account],
            [RevenueKind, _, _, _, var account] => [account],
            [OpenCtaKind or ClosedCtaKind, _, var account, _] => [account],
            [ListedOpinionKind, _, var account, _, _] => [account],
            [WatchKind, _, var first, var last] => [first, last],
            [var kind, var account, ..] when OwnKinds.Any(own => own.Kind == kind) => [account],
            _ => [],
        };

    private static RowRange Before(string kind, string accountId, PredictionType type, DateTimeOffset instant)
    {
        var all = RowRange.Of(EntityKey.Of(kind, accountId, EnumNames.Of(type)) + EntityKey.Separator);
        // Keys sort newest first; those of the instant itself continue with a separator.
        return all with
        {
            From = all.From + Newest(instant) + EntityKey.Separator + EntityKey.Separator,
            KeysOnly = true,
        };
    }

    /// <summary>The watches of every time.</summary>
    public static RowRange AllWatches { get; } = RowRange.Of(WatchKind + EntityKey.Separator) with { KeysOnly = true };

    /// <summary>No key of an account's own continues with a character before this one.</summary>
    private const string FirstCharacter = " ";
}
