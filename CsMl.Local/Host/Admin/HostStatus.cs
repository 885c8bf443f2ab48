namespace CsMl.Local.Host.Admin;

/// <summary>Answer of <c>GET /admin/host/status</c>.</summary>
/// <param name="ProcessUptime">Milliseconds.</param>
internal sealed record HostStatus(
    string Id,
    string State,
    string Version,
    string VersionDetails,
    string InstanceId,
    string ComputerName,
    long ProcessUptime
);
