namespace CsMl.Local.Host;

/// <summary>What one host runs, and where.</summary>
public sealed record FunctionHostOptions
{
    /// <summary>Classes whose <c>[Function]</c> methods run: <see cref="FunctionDiscovery.ClassesIn"/> of the app's assembly.</summary>
    public required IReadOnlyList<Type> FunctionClasses { get; init; }

    /// <summary>Where the host keeps what must outlive it: the schedules' state, below <c>timers/</c>.</summary>
    public required string DataDirectory { get; init; }

    /// <summary>Addresses to listen on, parted by ';'. Any that is not loopback needs the setting <c>Host:FunctionKey</c>.</summary>
    public string Urls { get; init; } = "http://localhost:7071";

    /// <summary>The app's host.json; the defaults hold where the file is not there.</summary>
    public string HostJsonPath { get; init; } = Path.Combine(AppContext.BaseDirectory, "host.json");

    /// <summary>
    /// Most bytes of a request body that the host lets through. The real host stops at 100 MiB; here the framing of a body
    /// in chunks, which counts as well, has a MiB more.
    /// </summary>
    public long MaxRequestBodySize { get; init; } = 104_857_600 + 1_048_576;

    /// <summary>
    /// Looks into queues only as often as host.json says, as the real host does, and does not hear of what this process sends.
    /// </summary>
    public bool LikeAzure { get; init; }

    /// <summary>How long calls and timers in progress may take to end once the host is told to stop.</summary>
    public TimeSpan ShutdownTimeout { get; init; } = TimeSpan.FromSeconds(30);
}
