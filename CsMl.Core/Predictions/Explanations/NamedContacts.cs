using CsMl.Core.Accounts;
using CsMl.Core.Accounts.Vocabulary;

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
        // Names break ties, so that the order of the list never matters.
        Contact[] named =
        [
            .. s
                .Facts.Contacts.Where(c => !(c.LastContactAt > s.AsOf) && NameOf(c) is not null)
                .OrderByDescending(c => c.LastContactAt ?? DateTimeOffset.MinValue)
                .ThenBy(c => c.Name, StringComparer.Ordinal)
                .ThenBy(c => c.Role, StringComparer.Ordinal),
        ];
        var senior = named.Where(c => ContactRoles.IsSenior(c.Role)).OrderByDescending(IsSponsor).FirstOrDefault();
        return new NamedContacts(Text(senior), Text(named.FirstOrDefault()));
    }

    private static bool IsSponsor(Contact contact) =>
        contact.Role!.Contains("sponsor", StringComparison.OrdinalIgnoreCase);

    private static string? NameOf(Contact contact) =>
        PlainWords.Of(contact.Name, NameLength) is { } name && name.Count(char.IsDigit) <= MostDigits ? name : null;

    private static string? Text(Contact? contact) =>
        contact is null ? null
        : PlainWords.Of(contact.Role, RoleLength) is { } role ? $"{NameOf(contact)}, {WithinSentence(role)}"
        : NameOf(contact);

    /// <summary>"Executive sponsor" becomes "executive sponsor"; "CEO" and "VP Sales" stay.</summary>
    private static string WithinSentence(string role) =>
        role.Length > 1 && !role.AsSpan(1).ContainsAnyInRange('A', 'Z')
            ? char.ToLowerInvariant(role[0]) + role[1..]
            : role;
}
