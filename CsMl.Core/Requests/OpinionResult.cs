using CsMl.Core.Accounts;
using CsMl.Core.Predictions.Settlements;

namespace CsMl.Core.Requests;

/// <param name="Why">Null if the opinion is stored.</param>
/// <param name="Lifecycle">The account's, if it is the reason.</param>
public sealed record OpinionResult(OpinionProblem? Why, Opinion? Opinion, AccountLifecycle? Lifecycle = null);
