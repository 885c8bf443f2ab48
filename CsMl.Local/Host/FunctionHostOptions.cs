namespace CsMl.Local.Host;

/// <summary>The functions, addresses and files of one host.</summary>
public sealed record FunctionHostOptions
{
    /// <summary>
    /// Classes whose <c>[Function]</c> methods run: <see cref="FunctionDiscovery.ClassesIn"/> of the app's assembly.
    /// </summary>
    public required IReadOnlyList<Type> FunctionClasses { get; init; }

    /// <summary>Folder for state that must survive a restart: the schedules' state, below <c>timers/</c>.</summary>
    public required string DataDirectory { get; init; }

    /// <summary>
    /// Addresses to listen on, separated by ';'. An address that is not loopback requires the setting
    /// <c>Host:FunctionKey</c>.
    /// </summary>
    public string Urls { get; init; } = "http://localhost:7071";

    /// <summary>Where <c>/</c> leads to; null if it leads nowhere, as in the real host.</summary>
    public string? Home { get; init; }

    /// <summary>Path of the app's host.json; without the file, defaults apply.</summary>
    public string HostJsonPath { get; init; } = Path.Combine(AppContext.BaseDirectory, "host.json");

    /// <summary>
    /// Maximum size in bytes of a request body. The real host's limit is 100 MiB; here 1 MiB is added, because the
    /// framing of a chunked body also counts.
    /// </summary>
    public long MaxRequestBodySize { get; init; } = 104_857_600 + 1_048_576;

    /// <summary>
    /// If true, queues are polled only as often as host.json states, as in the real host, and a send from this process
    /// does not trigger a poll.
    /// </summary>
    public bool LikeAzure { get; init; }

    /// <summary>Time-out for calls and timers in progress when the host shuts down.</summary>
    public TimeSpan ShutdownTimeout { get; init; } = TimeSpan.FromSeconds(30);
}
