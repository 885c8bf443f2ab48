namespace CsMl.Core.Audit;

/// <param name="Next">The place after which the list goes on; null at its end.</param>
public sealed record AuditPage(IReadOnlyList<AuditEntry> Entries, string? Next);
