using System.Security.Cryptography;
using CsMl.Functions.Description;

namespace CsMl.Functions.Dashboard;

/// <summary>
/// The files that pages load: each is embedded, and its address holds a hash of its content, so that a browser may keep
/// it for good.
/// </summary>
internal static class Assets
{
    /// <summary>Files of the folder Assets.</summary>
    private static readonly string[] Names = ["dashboard.css", "dashboard.js", "keyboard.js"];

    private static readonly Dictionary<string, string> Hashed = Names.ToDictionary(name => name, WithHash);

    private static readonly Dictionary<string, StaticFile> Files = Names.ToDictionary(
        name => Hashed[name],
        StaticFile.Embedded
    );

    /// <summary>The address of a file.</summary>
    public static string PathOf(string name) => $"{PagePath.Home}/assets/{Hashed[name]}";

    /// <summary>Null if there is no such file.</summary>
    /// <param name="hashed">Its name with the hash.</param>
    public static StaticFile? Find(string hashed) => Files.GetValueOrDefault(hashed);

    private static string WithHash(string name)
    {
        using var content = typeof(Assets).Assembly.GetManifestResourceStream(name)!;
        var hash = Convert.ToHexStringLower(SHA256.HashData(content))[..16];
        return $"{Path.GetFileNameWithoutExtension(name)}.{hash}{Path.GetExtension(name)}";
    }
}
