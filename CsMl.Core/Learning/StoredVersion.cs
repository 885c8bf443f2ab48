using System.Text.Json.Serialization;

namespace CsMl.Core.Learning;

/// <summary>A version of what a tenant's outcomes taught, as it is kept for ever: its figures, and what is to be used.</summary>
/// <param name="Number">1 for the tenant's first version, then one more for each.</param>
/// <param name="RulesIntercept">The intercept of the rules that the version was compared with.</param>
/// <param name="Use">
/// The number of the version to be used from then on: this one, an earlier one from which it hardly differs, or null
/// for the rules.
/// </param>
/// <param name="Later">
/// How the versions in use did, until this one, on the outcomes that came after them; null if none were in use.
/// </param>
public sealed record StoredVersion(
    int Number,
    LearnedVersion Learned,
    double RulesIntercept,
    int? Use,
    RollbackCheck? Later
)
{
    /// <summary>The version that this one took back because of <see cref="Later"/>; null for all others.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? WentBackFrom { get; init; }

    /// <summary>
    /// When the last version was taken back, up to this one. Only outcomes of predictions made after that speak for
    /// another. Null if none ever was.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? JudgedSince { get; init; }

    /// <summary>
    /// The outcomes that it has seen (<see cref="HashOutcomes"/>); null in earlier rows, after which the same outcomes make
    /// one more version.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Seen { get; init; }
}
