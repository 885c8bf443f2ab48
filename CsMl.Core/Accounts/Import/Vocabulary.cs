using System.Text;

namespace CsMl.Core.Accounts.Import;

/// <summary>A closed vocabulary as it stands in JSON, read in any case.</summary>
internal sealed class Vocabulary<T>(params (string Word, T Value)[] words)
    where T : struct
{
    private readonly (byte[] Utf8, T Value)[] _words =
    [
        .. words.Select(w => (Encoding.ASCII.GetBytes(w.Word), w.Value)),
    ];

    /// <summary>What the value may be, as errors put it.</summary>
    public string Rule { get; } = "is none of " + string.Join(", ", words.Select(w => w.Word));

    public bool TryFind(ReadOnlySpan<byte> text, out T value)
    {
        foreach (var (utf8, candidate) in _words)
        {
            if (Ascii.EqualsIgnoreCase(text, utf8))
            {
                value = candidate;
                return true;
            }
        }

        value = default;
        return false;
    }
}
