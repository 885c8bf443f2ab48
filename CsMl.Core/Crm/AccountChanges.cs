using CsMl.Core.Accounts;
using CsMl.Core.Storage;

namespace CsMl.Core.Crm;

/// <param name="Refusal">Null: the changes are to be written; else there are none.</param>
/// <param name="Version">Of the facts as they are after the changes.</param>
internal sealed record AccountChanges(PutRefusal? Refusal, FactsVersion Version, IReadOnlyList<EntityChange> Changes)
{
    public static AccountChanges Refused(PutRefusal refusal) => new(refusal, default, []);
}
