namespace CsMl.Core.Portfolio;

/// <summary>The settled predictions whose probability lay in a band.</summary>
/// <param name="From">The lowest probability of the band, 0–1.</param>
/// <param name="To">The lower end of the next band, or 1.</param>
/// <param name="Left">Of the <paramref name="Count"/> predictions those whose account left.</param>
public sealed record TrackedBand(double From, double To, int Count, int Left);
