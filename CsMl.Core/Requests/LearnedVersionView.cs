using CsMl.Core.Learning;

namespace CsMl.Core.Requests;

/// <summary>A version of what a tenant's outcomes taught, with the figures that it was kept with.</summary>
/// <param name="Scope">How much was learned.</param>
/// <param name="Use">The number of the version to be used from then on; null for the rules.</param>
/// <param name="HeldOut">Mean log losses on outcomes that were held out; null if there were too few.</param>
/// <param name="Later">How the version in use until then did on the outcomes that came after it; null if there was none.</param>
/// <param name="WentBackFrom">The version that this one took back because of that; null for all others.</param>
public sealed record LearnedVersionView(
    int Number,
    DateTimeOffset LearnedAt,
    int Outcomes,
    int Churned,
    LearnedScope Scope,
    int? Use,
    HeldOutComparison? HeldOut,
    RollbackCheck? Later,
    int? WentBackFrom
)
{
    private const int Most = 100;

    /// <summary>
    /// The newest version, and those with which what is to be used changed: at most a hundred, newest first.
    /// </summary>
    /// <param name="versions">Newest first.</param>
    internal static IReadOnlyList<LearnedVersionView> Of(IReadOnlyList<StoredVersion> versions) =>
        [
            .. versions
                .Where((version, i) => i == 0 || version.Use != versions.ElementAtOrDefault(i + 1)?.Use)
                .Take(Most)
                .Select(Of),
        ];

    private static LearnedVersionView Of(StoredVersion version) =>
        new(
            version.Number,
            version.Learned.LearnedAt,
            version.Learned.Outcomes,
            version.Learned.Churned,
            version.Learned.Scope,
            version.Use,
            version.Learned.HeldOut,
            version.Later,
            version.WentBackFrom
        );
}
