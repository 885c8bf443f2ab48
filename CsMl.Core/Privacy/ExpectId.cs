using System.Collections.Frozen;

namespace CsMl.Core.Privacy;

/// <summary>
/// Tells whether the words before a word announce a login, as in user skim, signed in as skim and contact: skim, or
/// another id, as in ticket late.
/// </summary>
internal static class ExpectId
{
    /// <summary>Maximum number of characters between the words.</summary>
    private const int MostBetween = 4;

    /// <summary>Words that a login follows.</summary>
    private static readonly FrozenSet<string> Nouns = Set(
        "login logins logon username usernames user users userid account accounts owner owners handle alias nickname"
            + " mailbox benutzer benutzername nutzer konto kennung utilisateur identifiant compte usuario cuenta utente"
    );

    /// <summary>Words that a login follows after a colon.</summary>
    private static readonly FrozenSet<string> Fields = Set(
        "contact contacts mail email from to cc bcc by name id sponsor admin assignee reporter requester person who"
    );

    /// <summary>Pairs of words that a login follows.</summary>
    private static readonly FrozenSet<string> Pairs = Set(
        "in/as on/as known/as user/name user/id login/name login/id login/is username/is name/is user/called user/named"
            + " assigned/to reassigned/to delegated/to belongs/to owned/by"
    );

    /// <summary>Words that an id follows.</summary>
    private static readonly FrozenSet<string> Entries = Set(
        "id ids ref reference nr number key ticket tickets case cases task tasks cta ctas activity activities acct"
            + " playbook record"
    );

    /// <param name="words">All words of the text.</param>
    public static bool IsLogin(string text, List<Word> words, int at)
    {
        if (!IsAnnounced(text, words, at))
        {
            return false;
        }

        var before = words[at - 1].Folded;
        return Nouns.Contains(before)
            || (Between(text, words, at).IndexOfAny(':', '=') >= 0 && Fields.Contains(before))
            || (at > 1 && Pairs.Contains($"{words[at - 2].Folded}/{before}"));
    }

    /// <summary>True for a login, too.</summary>
    /// <param name="words">All words of the text.</param>
    public static bool IsId(string text, List<Word> words, int at) =>
        IsLogin(text, words, at) || (IsAnnounced(text, words, at) && Entries.Contains(words[at - 1].Folded));

    private static bool IsAnnounced(string text, List<Word> words, int at) =>
        at > 0
        && Between(text, words, at) is { Length: <= MostBetween } between
        && between.IndexOfAny('.', ',', ';') < 0;

    private static ReadOnlySpan<char> Between(string text, List<Word> words, int at) =>
        text.AsSpan(words[at - 1].End, words[at].Start - words[at - 1].End);

    private static FrozenSet<string> Set(string words) => words.Split(' ').ToFrozenSet(StringComparer.Ordinal);
}
