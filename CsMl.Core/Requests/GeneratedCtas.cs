using System.Text.Json.Serialization;
using CsMl.Core.Limits;

namespace CsMl.Core.Requests;

/// <param name="Results">The created ones and the first 100 skipped ones, highest risk first.</param>
public sealed record GeneratedCtas(int Generated, int Skipped, IReadOnlyList<GeneratedCta> Results)
{
    public static readonly GeneratedCtas None = new(0, 0, []);

    /// <summary>
    /// Accounts at high or critical risk that call for a CTA by the index, and got none because a run had created its
    /// most; 0 unless a run asked.
    /// </summary>
    [JsonIgnore]
    public int OverCap { get; init; }

    /// <summary>
    /// Accounts at high or critical risk by the index that got no CTA because the prediction's confidence is too low.
    /// </summary>
    [JsonIgnore]
    public int LowConfidence { get; init; }

    /// <summary>True if an account was skipped because a row of it is damaged.</summary>
    [JsonIgnore]
    public bool HasDamage { get; init; }

    /// <inheritdoc cref="GeneratedCta.Limit"/>
    [JsonIgnore]
    public LimitUse? Limit { get; init; }
}
