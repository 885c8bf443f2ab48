namespace CsMl.Core.Storage;

internal static partial class ResultKeys
{
    internal const string ChangedKind = "y";

    /// <summary>What a transaction changed; keys sort oldest first.</summary>
    /// <param name="id">Tells transactions of the same instant apart.</param>
    public static string Changed(DateTimeOffset at, string id) => EntityKey.Of(ChangedKind, Oldest(at), id);

    public static RowRange AllChanged { get; } = RowRange.Of(ChangedKind + EntityKey.Separator);

    /// <summary>What was changed before an instant.</summary>
    public static RowRange ChangedBefore(DateTimeOffset instant) =>
        AllChanged with
        {
            To = AllChanged.From + Oldest(instant),
        };

    /// <summary>The place in the list of changes that comes before all that are made from an instant on.</summary>
    public static string ChangePlace(DateTimeOffset instant) => Oldest(instant);
}
