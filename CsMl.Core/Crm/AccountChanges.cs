using CsMl.Core.Storage;

namespace CsMl.Core.Crm;

/// <param name="Fit">False where the facts are larger than an account may be; nothing is written then.</param>
internal sealed record AccountChanges(bool Fit, IReadOnlyList<EntityChange> Changes);
