using System.Collections.Frozen;

namespace CsMl.Core.Privacy;

/// <summary>Lists of words that are names and of words that are not.</summary>
internal static class WordList
{
    /// <summary>The vocabulary of CRM subjects. Any other word counts as a name.</summary>
    private static readonly InflectedWords Ordinary = new(Read("OrdinaryWords.txt"));

    /// <summary>Words that are ordinary in lower case and often names when capitalised: mark, grace, park.</summary>
    private static readonly InflectedWords SmallWords = new(Read("SmallWords.txt"));

    /// <summary>Common names that are never ordinary words, even if an inflection looks like one.</summary>
    private static readonly FrozenSet<string> CommonNames = Read("CommonNames.txt");

    /// <summary>Ordinary words that are also first names: will, hope.</summary>
    private static readonly FrozenSet<string> GivenWords = Read("GivenWords.txt");

    /// <summary>Months and seasons that are also first names: april, summer.</summary>
    private static readonly FrozenSet<string> GivenMonths = Read("GivenMonths.txt");

    /// <summary>Ordinary words that are also surnames: price, field.</summary>
    private static readonly FrozenSet<string> SurnameWords = Read("SurnameWords.txt");

    /// <summary>Words for a company's trade in its name. They occur in every business text.</summary>
    private static readonly InflectedWords Trades = new(Read("TradeWords.txt"));

    /// <summary>Parts of names that identify nobody on their own.</summary>
    private static readonly FrozenSet<string> Particles = Read("NameParticles.txt");

    /// <summary>Titles that precede a name.</summary>
    private static readonly FrozenSet<string> Titles = Read("Titles.txt");

    /// <summary>Suffixes that follow a name: Jr, PhD.</summary>
    private static readonly FrozenSet<string> Suffixes = Read("Suffixes.txt");

    /// <summary>Words for contacts that are a department and not a person, such as Accounts Payable.</summary>
    private static readonly FrozenSet<string> Roles = Read("RoleWords.txt");

    /// <summary>English words written with diacritics.</summary>
    private static readonly FrozenSet<string> LoanWords = Read("LoanWords.txt");

    private static readonly FrozenDictionary<string, string[]> Nicknames = ResourceLines
        .Of("Nicknames.txt")
        .Select(line => line.Split(' '))
        .ToFrozenDictionary(names => names[0], names => names[1..], StringComparer.Ordinal);

    /// <param name="folded">In the form of <see cref="Word.Folded"/>.</param>
    /// <param name="isSmall">True if it is written without capitals.</param>
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

    /// <summary>Nicknames for a first name.</summary>
    public static string[] NicknamesOf(string folded) => Nicknames.GetValueOrDefault(folded, []);

    private static FrozenSet<string> Read(string file) =>
        ResourceLines
            .Of(file)
            .SelectMany(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .ToFrozenSet(StringComparer.Ordinal);
}
