using System.Collections.Frozen;

namespace CsMl.Core.Privacy;

/// <summary>Tells whether the words before a word announce a login: user skim, signed in as skim, contact: skim.</summary>
internal static class ExpectLogin
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

    /// <param name="words">All words of the text.</param>
    public static bool At(string text, List<Word> words, int at)
    {
        if (at == 0)
        {
            return false;
        }

        var between = text.AsSpan(words[at - 1].End, words[at].Start - words[at - 1].End);
        if (between.Length > MostBetween || between.IndexOfAny('.', ',', ';') >= 0)
        {
            return false;
        }

        var before = words[at - 1].Folded;
        return Nouns.Contains(before)
            || (between.IndexOfAny(':', '=') >= 0 && Fields.Contains(before))
            || (at > 1 && Pairs.Contains($"{words[at - 2].Folded}/{before}"));
    }

    private static FrozenSet<string> Set(string words) => words.Split(' ').ToFrozenSet(StringComparer.Ordinal);
}
