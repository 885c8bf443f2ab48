using CsMl.Core.Ctas;

namespace CsMl.Core.Storage;

/// <param name="ETag">ETag of the row, needed to change it.</param>
public sealed record StoredSlot(CtaSlot Slot, string ETag);
