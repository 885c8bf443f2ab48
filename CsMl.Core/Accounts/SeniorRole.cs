namespace CsMl.Core.Accounts;

/// <summary>Decides which contact roles are senior.</summary>
internal static class SeniorRole
{
    private static readonly string[] Words =
    [
        "executive",
        "sponsor",
        "chief",
        "president",
        "ceo",
        "cfo",
        "cto",
        "coo",
        "cio",
        "vp",
        "svp",
        "evp",
        "director",
        "owner",
        "founder",
        "cofounder",
    ];

    public static bool Includes(string? role) => role is not null && Words.Any(word => HasWord(role, word));

    /// <summary>True for whole words only: a coordinator is not a COO, and a contractor is not a CTO.</summary>
    private static bool HasWord(string role, string word)
    {
        var at = -1;
        while ((at = role.IndexOf(word, at + 1, StringComparison.OrdinalIgnoreCase)) >= 0)
        {
            var end = at + word.Length;
            if ((at == 0 || !char.IsLetter(role[at - 1])) && (end == role.Length || !char.IsLetter(role[end])))
            {
                return true;
            }
        }

        return false;
    }
}
