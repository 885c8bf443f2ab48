using System.Text;
using CsMl.Core.Json;

namespace CsMl.Core.Accounts.Import;

/// <summary>A closed vocabulary of account facts, read in any case.</summary>
internal static class Vocabulary<T>
    where T : struct, Enum
{
    private static readonly (byte[] Utf8, T Value)[] Words =
    [
        .. EnumNames.All<T>().Zip(Enum.GetValues<T>(), (name, value) => (Encoding.ASCII.GetBytes(name), value)),
    ];

    /// <summary>The rule as error messages state it.</summary>
    public static string Rule { get; } = "is none of " + string.Join(", ", EnumNames.All<T>());

    public static bool TryFind(ReadOnlySpan<byte> text, out T value)
    {
        foreach (var (utf8, candidate) in Words)
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
