namespace CsMl.Tests;

/// <summary>Programs that are installed here.</summary>
internal static class ProgramPath
{
    public static bool IsBuildServer { get; } =
        string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase);

    /// <summary>Null if the PATH has no such program.</summary>
    public static string? Find(string program)
    {
        string[] names = OperatingSystem.IsWindows() ? [program + ".exe", program + ".cmd"] : [program];
        return (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(folder => names, Path.Combine)
            .FirstOrDefault(File.Exists);
    }
}
