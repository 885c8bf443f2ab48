using System.Collections.Concurrent;
using CsMl.Tests.Docs;
using CsMl.Tests.Infrastructure;

namespace CsMl.Tests;

/// <summary>Packages of npm that tests run, installed on first use as a folder's <c>package-lock.json</c> names them.</summary>
internal static class NpmPackages
{
    private static readonly ConcurrentDictionary<string, Lazy<Task<string>>> Installed = new(StringComparer.Ordinal);

    /// <summary>Why tests that need Node.js cannot run here, or null. A build server is to have it: there they fail instead.</summary>
    public static string? SkipReason { get; } =
        ProgramPath.IsBuildServer || (ProgramPath.Find("node") is not null && ProgramPath.Find("npm") is not null)
            ? null
            : "Node.js and npm are not on the PATH.";

    /// <param name="folder">Relative to the repository's root.</param>
    /// <returns>The folder's full path.</returns>
    public static Task<string> InstallAsync(string folder) =>
        Installed.GetOrAdd(folder, f => new(() => EnsureAsync(Path.Combine(Repository.Root, f)))).Value;

    private static async Task<string> EnsureAsync(string folder)
    {
        // npm writes this file last.
        if (!File.Exists(Path.Combine(folder, "node_modules", ".package-lock.json")))
        {
            var npm = await FinishedProcess.RunAsync(
                ProgramPath.Find("npm") ?? "npm",
                ["ci", "--no-audit", "--no-fund", "--loglevel=error"],
                folder
            );
            Assert.True(npm.ExitCode == 0, $"npm ci ended with {npm.ExitCode} in {folder}: {npm.Output}{npm.Errors}");
        }

        return folder;
    }
}
