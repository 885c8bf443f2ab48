using CsMl.Core.Accounts;

namespace CsMl.Core.Storage;

/// <summary>An attempt to deliver a CTA, which no other attempt overlaps while its lease lasts.</summary>
/// <param name="Link">As it was claimed.</param>
/// <param name="Pending">Row keys of the changes that this attempt delivers.</param>
public sealed record CtaDelivery(AccountKey Account, string CtaId, CtaLink Link, IReadOnlyList<string> Pending);
