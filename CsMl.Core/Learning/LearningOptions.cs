namespace CsMl.Core.Learning;

/// <summary>Settings <c>Learning:*</c>: what is made of a tenant's outcomes.</summary>
public sealed class LearningOptions
{
    public const string Section = "Learning";

    /// <summary>Whether outcomes are learned from, and whether what is learned makes the probabilities.</summary>
    public LearningMode Mode { get; set; } = LearningMode.Shadow;

    /// <summary>Settings of single tenants, by tenant id.</summary>
    public Dictionary<string, TenantLearningOptions> Tenants { get; } = new(StringComparer.Ordinal);

    public LearningMode ModeOf(string tenant) => Tenants.GetValueOrDefault(tenant)?.Mode ?? Mode;
}
