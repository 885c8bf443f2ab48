using System.Text;

namespace CsMl.Core.Accounts.Import;

/// <summary>A field of account facts, with the names that exports give it.</summary>
/// <param name="Name">As in JSON; <c>subscription.plan</c> is the plan within the subscription.</param>
/// <param name="Aliases">
/// Other names, parted by <c>|</c>. One with a <c>?</c> before it counts only where no other column is the field, one with
/// two only where none with one is.
/// </param>
/// <param name="IsRequired">True if a row without it is refused.</param>
internal sealed record ImportField(string Name, FieldType Type, string Aliases = "", bool IsRequired = false)
{
    public byte[] Utf8Name { get; } = Encoding.UTF8.GetBytes(Name);

    /// <summary>All names of the field, and how weak each is: 0 for a name of its own.</summary>
    public IEnumerable<(string Name, int Weakness)> Names =>
        Aliases
            .Split('|', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(alias => (alias.TrimStart('?'), alias.Length - alias.TrimStart('?').Length))
            .Prepend((Name, 0));

    /// <summary>The same, normalised.</summary>
    public IEnumerable<(string Key, int Weakness)> Keys =>
        Names.SelectMany(name => HeaderName.Spellings(name.Name).Select(key => (key, name.Weakness)));
}
