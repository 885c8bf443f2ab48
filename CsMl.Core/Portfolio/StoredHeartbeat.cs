namespace CsMl.Core.Portfolio;

/// <param name="ETag">Of the row, to change it only as it was read.</param>
public sealed record StoredHeartbeat(string Tenant, string RunId, RunHeartbeat Heartbeat, string ETag);
