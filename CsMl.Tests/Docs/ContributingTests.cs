using System.Text.RegularExpressions;

namespace CsMl.Tests.Docs;

/// <summary>The changes that CONTRIBUTING.md shows for a new rule and a new prediction type.</summary>
public sealed partial class ContributingTests
{
    [Fact]
    public void They_still_fit_the_code()
    {
        var changes = Diffs().Matches(Repository.Read("CONTRIBUTING.md"));

        Assert.Equal(2, changes.Count);
        foreach (var file in changes.SelectMany(change => Files().Split(change.Groups["diff"].Value).Skip(1)))
        {
            var lines = file.Split('\n');
            if (lines[1].StartsWith("new file", StringComparison.Ordinal))
            {
                Assert.False(File.Exists(Path.Combine(Repository.Root, lines[0])), $"{lines[0]} exists.");
                continue;
            }

            var code = Repository.Read(lines[0]);
            foreach (var hunk in Hunks().Split(file).Skip(1))
            {
                var before = hunk.Split('\n')
                    .Where(line => line.Length > 0 && line[0] is ' ' or '-')
                    .Select(l => l[1..]);
                Assert.Contains(string.Join('\n', before), code, StringComparison.Ordinal);
            }
        }
    }

    [GeneratedRegex(@"^```diff\n(?<diff>.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Diffs();

    /// <summary>What follows begins with the file's path.</summary>
    [GeneratedRegex(@"^diff --git a/\S+ b/", RegexOptions.Multiline)]
    private static partial Regex Files();

    [GeneratedRegex(@"^@@ .*\n", RegexOptions.Multiline)]
    private static partial Regex Hunks();
}
