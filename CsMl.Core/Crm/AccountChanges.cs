using CsMl.Core.Accounts;
using CsMl.Core.Storage;

namespace CsMl.Core.Crm;

/// <param name="Refusal">Null if the changes can be written; otherwise there are no changes.</param>
/// <param name="Version">Version of the facts after the changes.</param>
internal sealed record AccountChanges(PutRefusal? Refusal, FactsVersion Version, IReadOnlyList<EntityChange> Changes)
{
    public static AccountChanges Refused(PutRefusal refusal) => new(refusal, default, []);
}
