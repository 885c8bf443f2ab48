namespace CsMl.Core.Requests;

/// <param name="Results">Those created and the first 100 of those skipped, highest risk first.</param>
public sealed record GeneratedCtas(int Generated, int Skipped, IReadOnlyList<GeneratedCta> Results);
