using System.Globalization;

namespace CsMl.Core.Privacy;

/// <summary>What characters are read as, from a file beside this one. Told in the files' own first lines.</summary>
internal sealed class CharacterTable
{
    /// <summary>
    /// Plain characters for those that only look different: fullwidth, mathematical, circled letters, ligatures. A
    /// file of our own, because the app runs without ICU, where <see cref="string.Normalize()"/> does nothing.
    /// </summary>
    public static readonly CharacterTable Compatibility = new("Compatibility.txt");

    /// <summary>Lower-case letters without marks, and look-alikes of Latin ones, for comparing only.</summary>
    public static readonly CharacterTable BaseLetters = new("BaseLetters.txt");

    private readonly Dictionary<int, string> readAs = [];

    private CharacterTable(string file)
    {
        foreach (var line in ResourceLines.Of(file))
        {
            var end = line.AsSpan().IndexOfAny(' ', '=');
            var first = int.Parse(line.AsSpan(0, end), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            var text = line[(end + 1)..];
            if (line[end] == '=')
            {
                readAs.Add(first, text);
                continue;
            }

            for (var i = 0; i < text.Length; i++)
            {
                readAs.Add(first + i, text[i].ToString());
            }
        }
    }

    public string? Find(int codePoint) => readAs.GetValueOrDefault(codePoint);
}
