using System.Collections.Frozen;

namespace CsMl.Core.Privacy;

/// <summary>Words that are known to be names, or known to be none.</summary>
internal static class WordList
{
    /// <summary>What CRM subjects are made of. A word that is not here is taken for a name.</summary>
    private static readonly InflectedWords Ordinary = new(Read("OrdinaryWords.txt"));

    /// <summary>Words in small letters, and often names in capitals: mark, grace, park.</summary>
    private static readonly InflectedWords SmallWords = new(Read("SmallWords.txt"));

    /// <summary>Common names that are no words, whatever an inflection makes of them.</summary>
    private static readonly FrozenSet<string> CommonNames = Read("CommonNames.txt");

    /// <summary>Ordinary words that are first names, too: will, hope.</summary>
    private static readonly FrozenSet<string> GivenWords = Read("GivenWords.txt");

    /// <summary>Months and seasons that are first names, too: april, summer.</summary>
    private static readonly FrozenSet<string> GivenMonths = Read("GivenMonths.txt");

    /// <summary>Ordinary words that are surnames, too: price, field.</summary>
    private static readonly FrozenSet<string> SurnameWords = Read("SurnameWords.txt");

    /// <summary>What companies' names say of what they do; every text of business has these.</summary>
    private static readonly InflectedWords Trades = new(Read("TradeWords.txt"));

    /// <summary>Parts of names that say nothing by themselves.</summary>
    private static readonly FrozenSet<string> Particles = Read("NameParticles.txt");

    /// <summary>Titles, which a name follows.</summary>
    private static readonly FrozenSet<string> Titles = Read("Titles.txt");

    /// <summary>What stands behind names: Jr, PhD.</summary>
    private static readonly FrozenSet<string> Suffixes = Read("Suffixes.txt");

    /// <summary>What a contact is called that is a desk and no person, such as Accounts Payable.</summary>
    private static readonly FrozenSet<string> Roles = Read("RoleWords.txt");

    /// <summary>English words that are written with marks.</summary>
    private static readonly FrozenSet<string> LoanWords = Read("LoanWords.txt");

    private static readonly FrozenDictionary<string, string[]> Nicknames = ResourceLines
        .Of("Nicknames.txt")
        .Select(line => line.Split(' '))
        .ToFrozenDictionary(names => names[0], names => names[1..], StringComparer.Ordinal);

    /// <param name="folded">As <see cref="Word.Folded"/>.</param>
    /// <param name="isSmall">Whether it is written without capitals.</param>
    public static bool IsOrdinary(string folded, bool isSmall = false) =>
        folded.Length == 1 || Ordinary.Contains(folded) || (isSmall && SmallWords.Contains(folded));

    public static bool IsCommonName(string folded) => CommonNames.Contains(folded);

    public static bool IsGivenWord(string folded) => GivenWords.Contains(folded);

    public static bool IsGivenMonth(string folded) => GivenMonths.Contains(folded);

    public static bool IsSurnameWord(string folded) =>
        SurnameWords.Contains(folded)
        || SmallWords.Contains(folded)
        || (folded.EndsWith('s') && SurnameWords.Contains(folded[..^1]));

    public static bool IsTrade(string folded) => Trades.Contains(folded);

    public static bool IsParticle(string folded) => Particles.Contains(folded);

    public static bool IsTitle(string folded) => Titles.Contains(folded);

    public static bool IsSuffix(string folded) => Suffixes.Contains(folded);

    public static bool IsRole(string folded) => Roles.Contains(folded) || Trades.Contains(folded);

    public static bool IsLoanWord(string folded) => LoanWords.Contains(folded);

    /// <summary>What somebody of a first name is called, too.</summary>
    public static string[] NicknamesOf(string folded) => Nicknames.GetValueOrDefault(folded, []);

    private static FrozenSet<string> Read(string file) =>
        ResourceLines
            .Of(file)
            .SelectMany(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .ToFrozenSet(StringComparer.Ordinal);
}
