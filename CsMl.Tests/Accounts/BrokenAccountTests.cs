using CsMl.Core.Accounts.Import;
using static CsMl.Tests.Accounts.RefusedAccount;

namespace CsMl.Tests.Accounts;

/// <summary>An input that is no JSON, or no text, is an error and never a surprise.</summary>
public sealed class BrokenAccountTests
{
    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("{")]
    [InlineData("""{"accountId":"a","name":"A" """)]
    [InlineData("""{"accountId":"a","name":"A",}""")]
    [InlineData("""{"accountId":"a","name":"A"} x""")]
    [InlineData("""{"accountId":"a","name":"A"}{"accountId":"b","name":"B"}""")]
    [InlineData("""{"accountId":"a","name":"A"}]""")]
    [InlineData("""{"accountId":"a","name":"A","healthScore":NaN}""")]
    [InlineData("""{"accountId":"a","name":"A","healthScore":012}""")]
    [InlineData("""{'accountId':'a','name':'A'}""")]
    [InlineData("""{"accountId":"a","name":"A" /* a comment */}""")]
    [InlineData("{\"accountId\":\"a\",\"name\":\"A\nB\"}")]
    public void Broken_JSON_is_one_error_that_tells_where(string json)
    {
        var error = Assert.Single(Errors(json));

        Assert.Equal("", error.Field);
        Assert.Contains("broken at", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Broken_JSON_of_many_lines_tells_the_line()
    {
        var error = Assert.Single(Errors("{\n  \"accountId\": \"a\",\n  \"name\": oops\n}"));

        Assert.Contains("line 3", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("\"acme\"")]
    [InlineData("17")]
    public void JSON_that_is_no_object_is_no_account(string json)
    {
        Assert.Contains("is a JSON object", Assert.Single(Errors(json)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Deep_nesting_is_an_error_and_no_stack_overflow()
    {
        var deep = new string('[', 100_000);

        Assert.Equal("", Assert.Single(Errors($$"""{"accountId":"a","name":"A","x":{{deep}}""")).Field);
    }

    [Theory]
    [InlineData(new byte[] { 0xFF })]
    [InlineData(new byte[] { 0xC0, 0x80 })]
    [InlineData(new byte[] { 0xED, 0xA0, 0x80 })]
    [InlineData(new byte[] { 0xE2, 0x82 })]
    public void Text_that_is_not_UTF_8_is_refused(byte[] bad)
    {
        byte[] json = [.. """{"accountId":"a","name":"A"""u8, .. bad, .. "\"}"u8];

        Assert.Null(ReadAccount.TryParse(json, out var errors));
        Assert.Contains("UTF-8", Assert.Single(errors).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"accountId":"a","name":"\ud800"}""")]
    [InlineData("""{"accountId":"a","name":"\ud83dx"}""")]
    [InlineData("""{"accountId":"a","name":"\ude00\ud83d"}""")]
    [InlineData("""{"accountId":"a","name":"A","\ud800":1}""")]
    [InlineData("""{"accountId":"a","name":"A","renewalDate":"\ud800-01-01"}""")]
    [InlineData("""{"accountId":"a","name":"A","type":"\ud800"}""")]
    public void Half_a_character_is_refused(string json)
    {
        Assert.Contains("surrogate", Assert.Single(Errors(json)).Message, StringComparison.Ordinal);
    }

    /// <summary>A hard cut, a flipped bit or a doubled byte may be an error, and never a surprise.</summary>
    [Fact]
    public void No_damage_to_an_input_throws()
    {
        var good =
            """
            {"accountId":"acme","name":"Ac\u006de","type":"CUSTOMER","healthScore":61.5,"annualRevenue":"12.5","archived":false,
            "activities":[{"type":"MEETING","date":"2026-02-02T10:00:00+01:00","sentiment":"negative"}],
            "subscription":{"plan":"Gold","renewalDate":"2026-12-31"}}
            """u8.ToArray();
        var random = new Random(99);
        var refused = 0;
        for (var i = 0; i < 20_000; i++)
        {
            var bytes = good.ToList();
            for (var n = random.Next(1, 4); n > 0; n--)
            {
                var at = random.Next(bytes.Count);
                switch (random.Next(4))
                {
                    case 0:
                        bytes[at] ^= (byte)(1 << random.Next(8));
                        break;
                    case 1:
                        bytes.Insert(at, bytes[random.Next(bytes.Count)]);
                        break;
                    case 2:
                        bytes.RemoveAt(at);
                        break;
                    default:
                        bytes.RemoveRange(at, Math.Min(random.Next(20), bytes.Count - at));
                        break;
                }
            }

            var line = ReadAccount.TryParse(bytes.ToArray(), out var errors);

            Assert.Equal(line is null, errors.Count > 0);
            Assert.All(errors, e => Assert.NotEqual("", e.Message));
            refused += line is null ? 1 : 0;
        }

        Assert.InRange(refused, 1_000, 19_999);
    }
}
