using System.Text.Json.Serialization;

namespace CsMl.Core.Limits;

/// <summary>What a tenant's callers may do so often a day.</summary>
public enum LimitKind
{
    /// <summary>Predictions that call a model.</summary>
    [JsonStringEnumMemberName("predictions")]
    Predictions,

    [JsonStringEnumMemberName("batchRuns")]
    BatchRuns,

    [JsonStringEnumMemberName("ctas")]
    Ctas,

    [JsonStringEnumMemberName("imports")]
    Imports,
}
