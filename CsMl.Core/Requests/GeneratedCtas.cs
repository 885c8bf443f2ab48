namespace CsMl.Core.Requests;

/// <param name="Results">The created ones and the first 100 skipped ones, highest risk first.</param>
public sealed record GeneratedCtas(int Generated, int Skipped, IReadOnlyList<GeneratedCta> Results);
