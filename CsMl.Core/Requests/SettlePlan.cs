using CsMl.Core.Storage;

namespace CsMl.Core.Requests;

/// <param name="IsWhole">False if there are more changes than one transaction can hold.</param>
internal sealed record SettlePlan(IReadOnlyList<EntityChange> Changes, int Validated, bool IsWhole)
{
    public int Bytes => Changes.Sum(change => change.Json.Length);
}
