using System.Globalization;

namespace CsMl.Core.Storage;

/// <content>Rows of what goes out to a CRM.</content>
internal static partial class ResultKeys
{
    internal const string OutgoingKind = "q";
    internal const string LinkKind = "k";
    internal const string RefusedKind = "u";
    internal const string ChurnRiskKind = "b";

    /// <summary>Stands in the place of a CTA's id; ids of CTAs are UUIDs.</summary>
    private const string ChurnRiskName = "churnRisk";

    /// <summary>
    /// A change of a CTA that the CRM does not have yet. Each version has a row of its own, so that a change need not
    /// read what is pending.
    /// </summary>
    public static string Outgoing(string accountId, string ctaId, int version) =>
        EntityKey.Of(OutgoingKind, accountId, ctaId, version.ToString("D9", CultureInfo.InvariantCulture));

    public static RowRange OutgoingOf(string accountId, string ctaId) =>
        RowRange.Of(EntityKey.Of(OutgoingKind, accountId, ctaId) + EntityKey.Separator);

    public static RowRange AllOutgoing { get; } =
        RowRange.Of(OutgoingKind + EntityKey.Separator) with
        {
            KeysOnly = true,
        };

    /// <summary>The CRM's id of a CTA and the state of its delivery.</summary>
    public static string Link(string accountId, string ctaId) => EntityKey.Of(LinkKind, accountId, ctaId);

    public static RowRange Links(string accountId) =>
        RowRange.Of(EntityKey.Of(LinkKind, accountId) + EntityKey.Separator);

    /// <summary>A CTA whose last state the CRM refused.</summary>
    public static string Refused(string accountId, string ctaId) => EntityKey.Of(RefusedKind, accountId, ctaId);

    public static string RefusedChurnRisk(string accountId) => Refused(accountId, ChurnRiskName);

    public static RowRange AllRefused { get; } = RowRange.Of(RefusedKind + EntityKey.Separator);

    /// <summary>An account whose probability of churn the CRM does not have yet.</summary>
    public static string ChurnRisk(string accountId) => EntityKey.Of(ChurnRiskKind, accountId);

    public static RowRange AllChurnRisks { get; } = RowRange.Of(ChurnRiskKind + EntityKey.Separator);

    /// <summary>The account's CTA of a row of one of these kinds.</summary>
    public static string CtaOf(string rowKey) => rowKey.Split(EntityKey.Separator)[2];
}
