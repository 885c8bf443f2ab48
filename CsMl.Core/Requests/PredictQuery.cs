using CsMl.Core.Accounts;
using CsMl.Core.Predictions;
using CsMl.Core.Storage;

namespace CsMl.Core.Requests;

/// <param name="WindowDays">
/// Days to look ahead; a stored prediction with another window does not answer the query. Null to accept the stored
/// prediction's window, or else to use the default.
/// </param>
public sealed record PredictQuery(
    AccountKey Account,
    PredictionType Type,
    int? WindowDays = null,
    bool ForceRefresh = false,
    bool SkipCtaGeneration = false
)
{
    /// <summary>True if nothing is to be made that is not stored.</summary>
    public bool OnlyStored { get; init; }

    /// <summary>Null if the request may be carried out again with another effect.</summary>
    public RequestKey? Key { get; init; }
}
