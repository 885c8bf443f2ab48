using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using CsMl.Core.Json;

namespace CsMl.Tests.Json;

/// <summary>JSON carries what the CRM gave, and nothing in it acts where it is shown.</summary>
public sealed class PlainTextTests
{
    private static readonly JsonSerializerOptions Plain = PlainText.Of(JsonSerializerOptions.Default);

    private static readonly JsonSerializerOptions Relaxed = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    [Fact]
    public void A_hostile_name_is_escaped_and_comes_back_whole()
    {
        var json = JsonSerializer.Serialize(HostileName.Text, Plain);

        Assert.DoesNotContain(json, c => char.IsControl(c) || char.GetUnicodeCategory(c) == UnicodeCategory.Format);
        Assert.Equal(HostileName.Text, JsonSerializer.Deserialize<string>(json));
    }

    [Fact]
    public void Every_other_character_is_written_as_before()
    {
        for (var c = '\0'; c < char.MaxValue; c++)
        {
            var text = $"x{c}y";
            var json = JsonSerializer.Serialize(text, Plain);
            var isSelector = c is (>= '\uFE00' and <= '\uFE0F') or (>= '\u180B' and <= '\u180D') or '\u180F';
            if (isSelector || char.GetUnicodeCategory(c) == UnicodeCategory.Format)
            {
                Assert.Equal($"\"x\\u{(int)c:X4}y\"", json);
            }
            else if (char.IsSurrogate(c))
            {
                Assert.Equal("x\uFFFDy", JsonSerializer.Deserialize<string>(json));
            }
            else
            {
                Assert.Equal(JsonSerializer.Serialize(text, Relaxed), json);
            }
        }
    }

    [Theory]
    [InlineData("plain \u202Ethen")]
    [InlineData("Zoë \u200B 😀 \U000E0061 \"quoted\" \\ \u0001")]
    [InlineData("\u202E\u202E\u202E\u202E")]
    public void Text_of_any_mixture_comes_back(string text)
    {
        Assert.Equal(text, JsonSerializer.Deserialize<string>(JsonSerializer.SerializeToUtf8Bytes(text, Plain)));
        Assert.Equal(text, JsonSerializer.Deserialize<string>(JsonSerializer.Serialize(text, Plain)));
    }
}
