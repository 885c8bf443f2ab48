using System.Text.Json;
using CsMl.Core.Accounts;
using CsMl.Core.LanguageModel;

namespace CsMl.Tests.LanguageModel.Prompts;

/// <summary>Whatever stands in a text field arrives as that field's text and changes nothing around it.</summary>
public sealed class HostileTextTests
{
    private static readonly LlmOptions Roomy = new() { MaxFactTokens = 100_000 };
    private static readonly LlmOptions Named = new() { MaxFactTokens = 100_000, Anonymize = false };

    /// <summary>By number, because test runners show names and choke on half characters.</summary>
    public static TheoryData<int> Numbers => [.. Enumerable.Range(0, Attacks.All.Count)];

    [Fact]
    public void There_are_attacks_enough() => Assert.True(Attacks.All.Count >= 40);

    [Theory]
    [MemberData(nameof(Numbers))]
    public void An_attack_stays_within_its_text_field(int number)
    {
        foreach (var options in new[] { Roomy, Named })
        {
            foreach (var type in SomePrompt.Types)
            {
                var harmless = SomePrompt.For(EveryText.Of("all is well"), type, options);
                var attacked = SomePrompt.For(EveryText.Of(Attacks.All[number]), type, options);

                Assert.Equal(harmless.System, attacked.System);
                AssertSameButForTexts(SomePrompt.Facts(harmless), SomePrompt.Facts(attacked));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Numbers))]
    public void An_attack_arrives_short_and_with_nothing_hidden(int number)
    {
        var attacked = SomePrompt.For(EveryText.Of(Attacks.All[number]), options: Named);

        foreach (var text in Texts(SomePrompt.Facts(attacked)))
        {
            Assert.True(text.Length <= 160, $"{text.Length} characters are too many.");
            foreach (var rune in text.EnumerateRunes())
            {
                var category = System.Text.Rune.GetUnicodeCategory(rune);
                Assert.True(
                    category
                        is not (
                            System.Globalization.UnicodeCategory.Control
                            or System.Globalization.UnicodeCategory.Format
                            or System.Globalization.UnicodeCategory.LineSeparator
                            or System.Globalization.UnicodeCategory.ParagraphSeparator
                            or System.Globalization.UnicodeCategory.PrivateUse
                            or System.Globalization.UnicodeCategory.OtherNotAssigned
                            or System.Globalization.UnicodeCategory.Surrogate
                        ),
                    $"U+{rune.Value:X4} arrived."
                );
                Assert.False(rune.Value is (>= 0xFE00 and <= 0xFE0F) or (>= 0xE0000 and <= 0xE01EF));
            }
        }
    }

    [Fact]
    public void Templates_are_text_like_any_other()
    {
        var facts = SomePrompt.For(
            Some.KnownAccount()
                .With(new Activity(null, "NOTE", Some.DaysAgo(1), null, null, "see {healthHistory} $& {{x}} ${y}")),
            options: Named
        );

        Assert.Contains("\"subject\":\"see {healthHistory} $\\u0026 {{x}} ${y}\"", facts.User);
    }

    [Fact]
    public void An_attack_on_the_name_reaches_the_model_neither_in_the_name_nor_elsewhere()
    {
        foreach (var attack in Attacks.Instructions)
        {
            var prompt = SomePrompt.For(Some.KnownAccount() with { Name = attack });

            Assert.Equal("[COMPANY]", SomePrompt.Facts(prompt).GetProperty("account").GetProperty("name").GetString());
        }
    }

    [Fact]
    public void The_attacks_move_no_number()
    {
        foreach (var attack in Attacks.All)
        {
            var estimate = SomePrompt.Facts(SomePrompt.For(EveryText.Of(attack))).GetProperty("estimate");
            var expected = Some.Predict(EveryText.Of("all is well")).Probability;

            Assert.Equal(expected, estimate.GetProperty("probability").GetDouble());
        }
    }

    private static void AssertSameButForTexts(JsonElement expected, JsonElement actual, string field = "")
    {
        if (expected.ValueKind == JsonValueKind.String && EveryText.Fields.Contains(field))
        {
            Assert.Equal(JsonValueKind.String, actual.ValueKind);
            return;
        }

        Assert.Equal(expected.ValueKind, actual.ValueKind);
        if (expected.ValueKind == JsonValueKind.Object)
        {
            foreach (var property in expected.EnumerateObject())
            {
                if (actual.TryGetProperty(property.Name, out var value))
                {
                    AssertSameButForTexts(property.Value, value, property.Name);
                }
                else
                {
                    // An attack of which nothing remains is no text.
                    Assert.Contains(property.Name, EveryText.Fields);
                }
            }

            Assert.Subset(
                expected.EnumerateObject().Select(p => p.Name).ToHashSet(),
                actual.EnumerateObject().Select(p => p.Name).ToHashSet()
            );
        }
        else if (expected.ValueKind == JsonValueKind.Array)
        {
            Assert.Equal(expected.GetArrayLength(), actual.GetArrayLength());
            foreach (var (e, a) in expected.EnumerateArray().Zip(actual.EnumerateArray()))
            {
                AssertSameButForTexts(e, a, field);
            }
        }
        else
        {
            Assert.Equal(expected.GetRawText(), actual.GetRawText());
        }
    }

    private static IEnumerable<string> Texts(JsonElement json) =>
        json.ValueKind switch
        {
            JsonValueKind.String => [json.GetString()!],
            JsonValueKind.Object => json.EnumerateObject().SelectMany(p => Texts(p.Value)),
            JsonValueKind.Array => json.EnumerateArray().SelectMany(Texts),
            _ => [],
        };
}
