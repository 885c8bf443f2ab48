namespace CsMl.Local.Sample;

/// <summary>Both ends included.</summary>
internal readonly record struct Range(int Least, int Most);
