using CsMl.Core.Accounts;

namespace CsMl.Core.Predictions.Explanations;

/// <summary>The people of an account whom advice names: each with name and role, as one text.</summary>
/// <param name="Senior">The sponsor, or else the senior contact last in touch; null if none is known by name.</param>
/// <param name="Main">The contact last in touch; null if none is known by name.</param>
internal sealed record NamedContacts(string? Senior, string? Main)
{
    private const int NameLength = 40;
    private const int RoleLength = 30;

    /// <summary>More digits than a name has, and fewer than a phone number has.</summary>
    private const int MostDigits = 5;

    public static NamedContacts Of(Signals s)
    {
        Contact? senior = null;
        Contact? main = null;
        foreach (var contact in s.Facts.Contacts)
        {
            if (contact.LastContactAt > s.AsOf || NameOf(contact) is null)
            {
                continue;
            }

            main = main is null || contact.LastContactAt > (main.LastContactAt ?? default) ? contact : main;
            if (SeniorRole.Includes(contact.Role) && (senior is null || Rank(contact).CompareTo(Rank(senior)) > 0))
            {
                senior = contact;
            }
        }

        return new NamedContacts(Text(senior), Text(main));
    }

    private static (bool IsSponsor, DateTimeOffset At) Rank(Contact contact) =>
        (contact.Role!.Contains("sponsor", StringComparison.OrdinalIgnoreCase), contact.LastContactAt ?? default);

    private static string? NameOf(Contact contact) =>
        PlainWords.Of(contact.Name, NameLength) is { } name && name.Count(char.IsDigit) <= MostDigits ? name : null;

    private static string? Text(Contact? contact) =>
        contact is null ? null
        : PlainWords.Of(contact.Role, RoleLength) is { } role ? $"{NameOf(contact)}, {WithinSentence(role)}"
        : NameOf(contact);

    /// <summary>"Executive sponsor" becomes "executive sponsor"; "CEO" and "VP Sales" stay.</summary>
    private static string WithinSentence(string role) =>
        role.Length > 1 && char.IsLower(role[1]) ? char.ToLowerInvariant(role[0]) + role[1..] : role;
}
