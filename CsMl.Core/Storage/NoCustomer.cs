using CsMl.Core.Accounts;
using CsMl.Core.Predictions.Settlements;

namespace CsMl.Core.Storage;

/// <summary>An account that has left or is no customer, as it was read last.</summary>
/// <param name="Unrecorded">Its departure, if that shows in the facts alone; else null.</param>
/// <param name="Told">Lets a transaction fail if an outcome was recorded since.</param>
public sealed record NoCustomer(AccountLifecycle Lifecycle, Outcome? Unrecorded, EntityChange Told);
