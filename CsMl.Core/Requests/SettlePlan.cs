using CsMl.Core.Storage;

namespace CsMl.Core.Requests;

/// <param name="IsWhole">False: there is more than a transaction holds.</param>
internal sealed record SettlePlan(IReadOnlyList<EntityChange> Changes, int Validated, bool IsWhole)
{
    public int Bytes => Changes.Sum(change => change.Json.Length);
}
