using System.Text;
using static CsMl.Tests.Accounts.RefusedAccount;

namespace CsMl.Tests.Accounts;

/// <summary>A field that is given twice is found, and none is taken for another.</summary>
public sealed class RepeatedFieldsTests
{
    [Fact]
    public void A_repeated_field_is_found_among_many()
    {
        for (var at = 0; at < 100; at++)
        {
            var names = Enumerable.Range(0, 100).Select(i => $"\"{Name(i)}\":{i}").Append($"\"{Name(at)}\":1");
            var error = Assert.Single(Errors($$"""{"accountId":"a","name":"A",{{string.Join(',', names)}}}"""));
            Assert.Equal(Name(at), error.Field);
        }

        // Of every length up to 24, and alike but for one letter.
        static string Name(int i) => new string('x', i % 24) + (char)('a' + i / 24);
    }

    [Fact]
    public void The_same_field_in_another_item_of_a_list_is_no_repetition()
    {
        var names = string.Join(',', Enumerable.Range(0, 100).Select(i => $"\"x{i}\":{i}"));
        var contact = "{\"name\":\"Kim\"," + names + "}";

        Assert.Empty(Errors("{\"accountId\":\"a\",\"name\":\"A\",\"contacts\":[" + contact + "," + contact + "]}"));
    }

    [Fact]
    public void Names_that_differ_are_never_taken_for_the_same()
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var random = new Random(1);
        while (names.Count < 5_000)
        {
            names.Add(new string([.. Enumerable.Range(0, random.Next(30)).Select(_ => (char)('a' + random.Next(2)))]));
        }

        var json = new StringBuilder("""{"accountId":"a","name":"A" """);
        foreach (var name in names)
        {
            json.Append(",\"").Append(name).Append("\":0");
        }

        Assert.Empty(Errors(json.Append('}').ToString()));
    }
}
