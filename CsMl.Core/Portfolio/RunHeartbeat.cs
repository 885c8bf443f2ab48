namespace CsMl.Core.Portfolio;

/// <summary>The last heartbeat of a run.</summary>
/// <param name="Resumed">How often the run was resumed since its last heartbeat from a worker.</param>
public sealed record RunHeartbeat(DateTimeOffset At, int Resumed);
