using System.Text.Json;
using CsMl.Core.Accounts;
using CsMl.Core.Storage;

namespace CsMl.Core.Crm;

/// <summary>
/// The rows by which accounts are found by name: one a word, in the account's own partition, so that they are written with
/// the account and only when its name changes. Their keys sort before all accounts.
/// </summary>
internal static class NameRows
{
    private const string Mark = "!";

    /// <summary>Characters of a name that are looked at; a CRM may hold anything.</summary>
    private const int MostLetters = 500;

    /// <summary>The name that an account is found by.</summary>
    public static string NameOf(AccountFacts facts) =>
        facts.Name.Length <= MostLetters ? facts.Name : facts.Name[..MostLetters];

    /// <summary>Every row of a bucket.</summary>
    public static RowRange All { get; } = new(Mark, "\"");

    /// <summary>The rows of all words that begin so, which is a word of <see cref="NameWords"/>.</summary>
    public static RowRange Beginning(string word) => new(Mark + word, Mark + word[..^1] + (char)(word[^1] + 1));

    public static IEnumerable<string> KeysOf(string accountId, string? name) =>
        name is null ? [] : NameWords.Of(name).Select(word => EntityKey.Of(Mark + word, accountId));

    /// <summary>The changes that make an account of one name found by another one.</summary>
    /// <param name="before">Null if it is found by none.</param>
    public static IEnumerable<EntityChange> Changes(string accountId, string? before, string name)
    {
        if (before == name)
        {
            return [];
        }

        var body = Body(accountId, name);
        var keys = KeysOf(accountId, name).ToList();
        return
        [
            .. KeysOf(accountId, before).Except(keys).Select(key => EntityChange.Delete(key)),
            .. keys.Select(key => EntityChange.Upsert(key, body)),
        ];
    }

    public static byte[] Body(string accountId, string name) =>
        JsonSerializer.SerializeToUtf8Bytes(new NamedAccount(accountId, name), CrmJson.Plain.NamedAccount);

    public static NamedAccount Read(Entity row) => row.Read(CrmJson.Plain.NamedAccount);

    /// <summary>The account that a key names; null for another key.</summary>
    public static string? AccountOf(string rowKey) =>
        rowKey.StartsWith(Mark, StringComparison.Ordinal) ? AccountRows.Split(rowKey).Part : null;
}
