using System.Buffers;

namespace CsMl.Core.Privacy;

/// <summary>
/// Finds names that are made of ordinary words, such as Bill Price, by how and where they are written. Subjects are
/// often written with a capital at every word, and there a capital tells nothing.
/// </summary>
internal sealed class OrdinaryNames
{
    /// <summary>Shorter words are written small in titles, too.</summary>
    private const int LeastInTitle = 4;

    /// <summary>What begins another sentence, whose first word has a capital whatever it is.</summary>
    private static readonly SearchValues<char> SentenceEnds = SearchValues.Create(".!?:;|/(\"\u2013\u2014-");

    private readonly string text;
    private readonly List<Word> words;
    private readonly bool isTitle;

    /// <param name="words">Of the text.</param>
    public OrdinaryNames(string text, List<Word> words)
    {
        this.text = text;
        this.words = words;
        var told = words.Where((word, i) => i > 0 && word.Length >= LeastInTitle && !IsGiven(word) && !IsSurname(word));
        var (capitals, all) = told.Aggregate((0, 0), (n, w) => (n.Item1 + (IsCapital(w) ? 1 : 0), n.Item2 + 1));
        isTitle = capitals > 0 && 2 * capitals > all;
    }

    /// <summary>Whether an ordinary word is a name where it stands.</summary>
    public bool Holds(int at)
    {
        var word = words[at];
        if (!IsCapital(word))
        {
            // Susan price, in a text that was typed in a hurry.
            return word.Length > 1
                && IsSurname(word)
                && !WordList.IsGivenWord(word.Folded)
                && IsBeside(at)
                && WordList.IsCommonName(words[at - 1].Folded);
        }

        var before = IsBeside(at) ? words[at - 1] : default;
        var after = at + 1 < words.Count && IsBeside(at + 1) ? words[at + 1] : default;
        return IsAfterTitle(at)
            // Mark Grant, Bill Price.
            || (IsSurname(word) && IsFirstName(before))
            || (IsGiven(word) && IsCapital(after) && (IsSurname(after) || FindNames.IsStrange(after)))
            || (WordList.IsGivenMonth(word.Folded) && IsCapital(after) && FindNames.IsStrange(after) && !isTitle)
            || IsHyphened(at)
            || (IsSurname(word) && IsJoined(at))
            // Whatever follows a stranger with a capital of its own.
            || (IsCapital(before) && FindNames.IsStrange(before) && !isTitle && !IsAcronym(word) && !IsAcronym(before))
            // Within a sentence a first name has a capital for no other reason, nor has what follows one.
            || (IsGiven(word) && IsWithinSentence(at))
            || (IsCapital(before) && WordList.IsCommonName(before.Folded) && !isTitle);
    }

    /// <summary>Price-Meyer, Meyer-Price.</summary>
    private bool IsHyphened(int at) =>
        (Gap(at) is "-" && IsFirstName(words[at - 1])) || (Gap(at + 1) is "-" && IsFirstName(words[at + 1]));

    /// <summary>Price, Susan; Price, S.; S. Price.</summary>
    private bool IsJoined(int at)
    {
        var (before, after) = (Gap(at), Gap(at + 1));
        return (before is ". " or "." && IsInitial(at - 1))
            || (after is ", " && (IsFirstName(words[at + 1]) || (IsInitial(at + 1) && Gap(at + 2) is not " ")));
    }

    private bool IsFirstName(Word word) => IsCapital(word) && (IsGiven(word) || FindNames.IsStrange(word));

    private bool IsInitial(int at) => words[at] is { Length: 1, HasUpper: true };

    /// <summary>What parts a word from the one before it; null: there is none.</summary>
    private string? Gap(int at) => at > 0 && at < words.Count ? text[words[at - 1].End..words[at].Start] : null;

    /// <summary>Dr. Price, Mr Field.</summary>
    private bool IsAfterTitle(int at) =>
        at > 0
        && WordList.IsTitle(words[at - 1].Folded)
        && text[words[at - 1].End..words[at].Start] is " " or ". " or ".";

    private bool IsWithinSentence(int at) =>
        !isTitle
        && at > 0
        && !text.AsSpan(words[at - 1].End, words[at].Start - words[at - 1].End).ContainsAny(SentenceEnds);

    /// <summary>Parted from the word before by a space alone.</summary>
    private bool IsBeside(int at) =>
        at > 0 && text.AsSpan(words[at - 1].End, words[at].Start - words[at - 1].End) is " ";

    private bool IsCapital(Word word) => word.Length > 1 && char.IsUpper(text[word.Start]);

    private bool IsAcronym(Word word) => text.AsSpan(word.Start, word.Length).IndexOfAnyInRange('a', 'z') < 0;

    private static bool IsGiven(Word word) => WordList.IsGivenWord(word.Folded);

    private static bool IsSurname(Word word) => WordList.IsSurnameWord(word.Folded);
}
