namespace CsMl.Core.Portfolio;

/// <param name="ETag">ETag of the row, so that it is changed only if it is unchanged since it was read.</param>
public sealed record StoredHeartbeat(string Tenant, string RunId, RunHeartbeat Heartbeat, string ETag);
