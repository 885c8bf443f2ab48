using System.Runtime.CompilerServices;
using CsMl.Core.Json;

namespace CsMl.Core.LanguageModel.Prompts;

/// <summary>The names of closed vocabularies in lower case, as used in prompts.</summary>
internal static class LowerCase
{
    public static string? Of<T>(T? word)
        where T : struct, Enum => word is { } known ? Of(known) : null;

    public static string Of<T>(T word)
        where T : struct, Enum => Words<T>.ByValue[Unsafe.BitCast<T, int>(word)];

    private static class Words<T>
        where T : struct, Enum
    {
        public static readonly string[] ByValue = [.. EnumNames.All<T>().Select(static n => n.ToLowerInvariant())];
    }
}
