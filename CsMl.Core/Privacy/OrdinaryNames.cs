using System.Buffers;

namespace CsMl.Core.Privacy;

/// <summary>
/// Finds names that consist of ordinary words, such as Bill Price, by their capitals and their neighbouring words.
/// Subjects often capitalise every word; in such a title a capital is no evidence.
/// </summary>
internal sealed class OrdinaryNames
{
    /// <summary>Minimum length of a word that titles capitalise.</summary>
    private const int LeastInTitle = 4;

    /// <summary>Characters after which a new sentence begins, so that a capital is no evidence.</summary>
    private static readonly SearchValues<char> SentenceEnds = SearchValues.Create(".!?:;|/(\"\u2013\u2014-");

    private readonly string _text;
    private readonly List<Word> _words;
    private readonly bool _isTitle;

    /// <param name="words">All words of the text.</param>
    public OrdinaryNames(string text, List<Word> words)
    {
        _text = text;
        _words = words;
        var told = words.Where((word, i) => i > 0 && word.Length >= LeastInTitle && !IsGiven(word) && !IsSurname(word));
        var (capitals, all) = told.Aggregate((0, 0), (n, w) => (n.Item1 + (IsCapital(w) ? 1 : 0), n.Item2 + 1));
        _isTitle = capitals > 0 && 2 * capitals > all;
    }

    /// <summary>True if the ordinary word at this position is a name.</summary>
    public bool Holds(int at)
    {
        var word = _words[at];
        if (!IsCapital(word))
        {
            // A lower-case surname after a first name: Susan price.
            return word.Length > 1
                && IsSurname(word)
                && !WordList.IsGivenWord(word.Folded)
                && IsBeside(at)
                && WordList.IsCommonName(_words[at - 1].Folded);
        }

        var before = IsBeside(at) ? _words[at - 1] : default;
        var after = at + 1 < _words.Count && IsBeside(at + 1) ? _words[at + 1] : default;
        return IsAfterTitle(at)
            // First name and surname: Mark Grant, Bill Price.
            || (IsSurname(word) && IsFirstName(before))
            || (IsGiven(word) && IsCapital(after) && (IsSurname(after) || FindNames.IsStrange(after)))
            || (WordList.IsGivenMonth(word.Folded) && IsCapital(after) && FindNames.IsStrange(after) && !_isTitle)
            || IsHyphened(at)
            || (IsSurname(word) && IsJoined(at))
            // A capitalised word after a capitalised unknown word.
            || (IsCapital(before) && FindNames.IsStrange(before) && !_isTitle && !IsAcronym(word) && !IsAcronym(before))
            // A first name that is capitalised within a sentence, because only a name is capitalised there, or the
            // capitalised word after a common name.
            || (IsGiven(word) && IsWithinSentence(at))
            || (IsCapital(before) && WordList.IsCommonName(before.Folded) && !_isTitle);
    }

    /// <summary>Hyphenated names: Price-Meyer, Meyer-Price.</summary>
    private bool IsHyphened(int at) =>
        (Gap(at) is "-" && IsFirstName(_words[at - 1])) || (Gap(at + 1) is "-" && IsFirstName(_words[at + 1]));

    /// <summary>Names with a comma or an initial: Price, Susan; Price, S.; S. Price.</summary>
    private bool IsJoined(int at)
    {
        var (before, after) = (Gap(at), Gap(at + 1));
        return (before is ". " or "." && IsInitial(at - 1))
            || (after is ", " && (IsFirstName(_words[at + 1]) || (IsInitial(at + 1) && Gap(at + 2) is not " ")));
    }

    private bool IsFirstName(Word word) => IsCapital(word) && (IsGiven(word) || FindNames.IsStrange(word));

    private bool IsInitial(int at) => _words[at] is { Length: 1, HasUpper: true };

    /// <summary>The characters between a word and the one before it; null if there is no such word.</summary>
    private string? Gap(int at) => at > 0 && at < _words.Count ? _text[_words[at - 1].End.._words[at].Start] : null;

    /// <summary>Names after a title: Dr. Price, Mr Field.</summary>
    private bool IsAfterTitle(int at) =>
        at > 0
        && WordList.IsTitle(_words[at - 1].Folded)
        && _text[_words[at - 1].End.._words[at].Start] is " " or ". " or ".";

    private bool IsWithinSentence(int at) =>
        !_isTitle
        && at > 0
        && !_text.AsSpan(_words[at - 1].End, _words[at].Start - _words[at - 1].End).ContainsAny(SentenceEnds);

    /// <summary>True if a single space separates the word from the one before it.</summary>
    private bool IsBeside(int at) =>
        at > 0 && _text.AsSpan(_words[at - 1].End, _words[at].Start - _words[at - 1].End) is " ";

    private bool IsCapital(Word word) => word.Length > 1 && char.IsUpper(_text[word.Start]);

    private bool IsAcronym(Word word) => _text.AsSpan(word.Start, word.Length).IndexOfAnyInRange('a', 'z') < 0;

    private static bool IsGiven(Word word) => WordList.IsGivenWord(word.Folded);

    private static bool IsSurname(Word word) => WordList.IsSurnameWord(word.Folded);
}
