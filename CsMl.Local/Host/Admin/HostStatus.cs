namespace CsMl.Local.Host.Admin;

/// <summary>Response of <c>GET /admin/host/status</c>.</summary>
/// <param name="ProcessUptime">In milliseconds.</param>
internal sealed record HostStatus(
    string Id,
    string State,
    string Version,
    string VersionDetails,
    string InstanceId,
    string ComputerName,
    long ProcessUptime
);
