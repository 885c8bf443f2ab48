using System.Reflection;

namespace CsMl.Core.Privacy;

/// <summary>Lines of an embedded text file, without comments and empty lines.</summary>
internal static class ResourceLines
{
    public static IEnumerable<string> Of(string file)
    {
        using var stream =
            Assembly.GetExecutingAssembly().GetManifestResourceStream(file)
            ?? throw new InvalidOperationException($"{file} is not embedded.");
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            if (line.Length > 0 && line[0] != '#')
            {
                yield return line;
            }
        }
    }
}
