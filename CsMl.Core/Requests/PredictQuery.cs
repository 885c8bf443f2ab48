using CsMl.Core.Accounts;
using CsMl.Core.Predictions;

namespace CsMl.Core.Requests;

/// <param name="WindowDays">
/// How far ahead to look; a stored prediction of another window does not answer it. Null: that of the stored one, or
/// else the default.
/// </param>
public sealed record PredictQuery(
    AccountKey Account,
    PredictionType Type,
    int? WindowDays = null,
    bool ForceRefresh = false,
    bool SkipCtaGeneration = false
);
