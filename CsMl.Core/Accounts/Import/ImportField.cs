using System.Text;

namespace CsMl.Core.Accounts.Import;

/// <summary>A field of account facts, with the names that exports give it.</summary>
/// <param name="Name">As in JSON; <c>subscription.plan</c> is the plan within the subscription.</param>
/// <param name="Aliases">
/// Other names, parted by <c>|</c>. One with a <c>?</c> before it counts only where no other column is the field.
/// </param>
/// <param name="IsRequired">True if a row without it is refused.</param>
internal sealed record ImportField(string Name, FieldType Type, string Aliases = "", bool IsRequired = false)
{
    public byte[] Utf8Name { get; } = Encoding.UTF8.GetBytes(Name);

    /// <summary>The names that CRMs use, normalised, and whether each is a weak one.</summary>
    public IEnumerable<(string Key, bool IsWeak)> Keys =>
        Aliases
            .Split('|', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .SelectMany(alias => HeaderName.Spellings(alias.TrimStart('?')).Select(key => (key, alias[0] == '?')))
            .Prepend((HeaderName.Normalize(Name), false));
}
