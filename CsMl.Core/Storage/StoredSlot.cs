using CsMl.Core.Ctas;

namespace CsMl.Core.Storage;

/// <param name="ETag">Of the row, for a change.</param>
public sealed record StoredSlot(CtaSlot Slot, string ETag);
