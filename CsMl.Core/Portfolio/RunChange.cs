namespace CsMl.Core.Portfolio;

/// <param name="IsChanged">False if the run's state did not allow the change.</param>
public sealed record RunChange(RunRecord Run, bool IsChanged);
