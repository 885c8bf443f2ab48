using CsMl.Local.Host;

namespace CsMl.Tests.Host;

/// <summary>Options of a host for tests: any free loopback port, no host.json, no data directory but the one given.</summary>
internal static class HostOptions
{
    public static FunctionHostOptions For(params Type[] classes) => In(null, classes);

    public static FunctionHostOptions In(TestDirectory? directory, params Type[] classes) =>
        new()
        {
            FunctionClasses = classes,
            // A directory below a file cannot be made: a test that writes without saying where shows it.
            DataDirectory = directory?.Path ?? Path.Combine(typeof(HostOptions).Assembly.Location, "none"),
            Urls = "http://127.0.0.1:0",
            HostJsonPath = "there-is-no-host.json",
        };
}
