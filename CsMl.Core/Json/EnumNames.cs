using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json.Serialization;

namespace CsMl.Core.Json;

/// <summary>
/// The spelling of a closed vocabulary: the names that <see cref="JsonStringEnumMemberNameAttribute"/> gives to an
/// enum's members. The members must be numbered from 0 without gaps.
/// </summary>
public static class EnumNames
{
    /// <summary>All names, in the order of the members.</summary>
    public static IReadOnlyList<string> All<T>()
        where T : struct, Enum => Names<T>.ByValue;

    public static string Of<T>(T value)
        where T : struct, Enum => Names<T>.ByValue[Unsafe.BitCast<T, int>(value)];

    /// <summary>The member with exactly this name; null if there is none.</summary>
    public static T? Find<T>(string? name)
        where T : struct, Enum =>
        Array.IndexOf(Names<T>.ByValue, name) is >= 0 and var at ? Unsafe.BitCast<int, T>(at) : null;

    private static class Names<T>
        where T : struct, Enum
    {
        public static readonly string[] ByValue =
        [
            .. Enum.GetNames<T>()
                .Select(member =>
                    typeof(T).GetField(member)!.GetCustomAttribute<JsonStringEnumMemberNameAttribute>()?.Name ?? member
                ),
        ];
    }
}
