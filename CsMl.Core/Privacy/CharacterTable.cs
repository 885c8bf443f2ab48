using System.Globalization;

namespace CsMl.Core.Privacy;

/// <summary>Replacements for characters, read from an embedded file. The first lines of each file explain it.</summary>
internal sealed class CharacterTable
{
    /// <summary>
    /// Plain characters for those that differ in appearance only: fullwidth, mathematical and circled letters,
    /// ligatures. The app has its own table because it runs without ICU, where <see cref="string.Normalize()"/> does
    /// nothing.
    /// </summary>
    public static readonly CharacterTable Compatibility = new("Compatibility.txt");

    /// <summary>
    /// Lower-case letters without diacritics, and the Latin letters that look-alikes resemble. Used for comparison
    /// only.
    /// </summary>
    public static readonly CharacterTable BaseLetters = new("BaseLetters.txt");

    private readonly Dictionary<int, string> _readAs = [];

    private CharacterTable(string file)
    {
        foreach (var line in ResourceLines.Of(file))
        {
            var end = line.AsSpan().IndexOfAny(' ', '=');
            var first = int.Parse(line.AsSpan(0, end), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            var text = line[(end + 1)..];
            if (line[end] == '=')
            {
                _readAs.Add(first, text);
                continue;
            }

            for (var i = 0; i < text.Length; i++)
            {
                _readAs.Add(first + i, text[i].ToString());
            }
        }
    }

    public string? Find(int codePoint) => _readAs.GetValueOrDefault(codePoint);
}
