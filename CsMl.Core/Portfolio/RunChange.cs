namespace CsMl.Core.Portfolio;

/// <param name="IsChanged">False: the run was in no state for it.</param>
public sealed record RunChange(RunRecord Run, bool IsChanged);
