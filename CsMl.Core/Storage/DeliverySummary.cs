namespace CsMl.Core.Storage;

/// <summary>What of a tenant is on its way to the CRM, and what the CRM refused.</summary>
/// <param name="LastFailure">Null if there is none.</param>
public sealed record DeliverySummary(int Pending, int Failed, DeliveryFailure? LastFailure);
