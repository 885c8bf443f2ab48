namespace CsMl.Local.Sample;

/// <summary>A range with both ends included.</summary>
internal readonly record struct Range(int Least, int Most);
