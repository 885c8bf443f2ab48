using System.Globalization;
using CsMl.Core.Accounts;

namespace CsMl.Tests.Privacy;

/// <summary>
/// Nothing of a declared name is in the bytes that a model would be sent: generated texts of names, forms,
/// neighbourhoods and places. CSML_PRIVACY_TEXTS=200000 tries that many.
/// </summary>
public sealed class DeclaredNamesTests
{
    private const int Texts = 6_000;

    [Fact]
    public void Nothing_of_a_declared_person_is_sent()
    {
        var wanted = Environment.GetEnvironmentVariable("CSML_PRIVACY_TEXTS") is { } more
            ? int.Parse(more, CultureInfo.InvariantCulture)
            : Texts;
        var random = new Random(20260304);
        var leaks = new List<string>();
        for (var made = 0; made < wanted; made += SentTexts.PerAccount)
        {
            var person = PersonName.All[made / SentTexts.PerAccount % PersonName.All.Count];
            string[] texts = [.. Enumerable.Range(0, SentTexts.PerAccount).Select(i => Text(person, random, made + i))];
            var isOwner = person.Full.All(char.IsAscii) && random.Next(4) == 0;
            var account = Some.KnownAccount() with
            {
                Name = "Quixotic Widgetry GmbH",
                OwnerId = isOwner ? $"{person.First}.{person.Last}@vendor.example" : "csm-77",
                Contacts = isOwner ? [] : [new Contact(person.Full, null, null)],
            };

            foreach (var sent in SentTexts.Of(account.With(texts)))
            {
                if (Traces.Find(sent, [.. person.Parts, "quixotic"]) is { } trace)
                {
                    leaks.Add($"{trace} of {(isOwner ? account.OwnerId : person.Full)} in: {sent}");
                }
            }
        }

        Assert.True(leaks.Count == 0, $"{leaks.Count} leaks:\n{string.Join('\n', leaks.Distinct().Take(60))}");
    }

    private static string Text(PersonName person, Random random, int number)
    {
        var form = NameForms.All[number % NameForms.All.Count](person, random);
        var around = Neighbourhoods.All[random.Next(Neighbourhoods.All.Count)];
        return around.Replace("{0}", form, StringComparison.Ordinal);
    }
}
