namespace CsMl.Core.Storage;

internal static partial class ResultKeys
{
    internal const string OpinionKind = "j";
    internal const string ListedOpinionKind = "g";

    /// <summary>What one author thinks of one prediction; keys sort by prediction, the newest first.</summary>
    public static string Opinion(string accountId, DateTimeOffset predictedAt, string predictionId, string author) =>
        EntityKey.Of(OpinionKind, accountId, Newest(predictedAt), predictionId, author);

    public static RowRange Opinions(string accountId) =>
        RowRange.Of(EntityKey.Of(OpinionKind, accountId) + EntityKey.Separator);

    /// <summary>Those of the accounts from <paramref name="first"/> to <paramref name="last"/>, in key order.</summary>
    public static RowRange OpinionsBetween(string first, string last) => Between(OpinionKind, first, last);

    public static RowRange AllOpinions { get; } = RowRange.Of(OpinionKind + EntityKey.Separator);

    /// <summary>An opinion in the list over accounts: last said first.</summary>
    public static string ListedOpinion(DateTimeOffset saidAt, string accountId, string predictionId, string author) =>
        EntityKey.Of(ListedOpinionKind, Newest(saidAt), accountId, predictionId, author);

    public static RowRange ListedOpinions { get; } = RowRange.Of(ListedOpinionKind + EntityKey.Separator);

    /// <summary>Those that were said at an instant or later.</summary>
    public static RowRange ListedOpinionsSince(DateTimeOffset instant) =>
        ListedOpinions with
        {
            To = ListedOpinions.From + Newest(instant) + EntityKey.Separator + EntityKey.Separator,
        };
}
