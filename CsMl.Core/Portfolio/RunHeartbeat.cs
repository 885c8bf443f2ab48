namespace CsMl.Core.Portfolio;

/// <summary>The last sign that somebody works on a run.</summary>
/// <param name="Resumed">How often the run was sent on its way since then.</param>
public sealed record RunHeartbeat(DateTimeOffset At, int Resumed);
