using System.Text;
using CsMl.Core.LanguageModel.Replies;
using CsMl.Core.Predictions;
using Xunit.Sdk;

namespace CsMl.Tests.LanguageModel.Replies;

public sealed class MutatedRepliesTests
{
    private const int Many = 10_000;

    private static readonly string[] Pieces =
    [
        "{",
        "}",
        "[",
        "]",
        "\"",
        ":",
        ",",
        "\\",
        "\\u",
        "\\ud83d",
        "null",
        "NaN",
        "-",
        "1e400",
        "0.5",
        "\0",
        "\ud800",
        "```",
        "<think>",
        "</think>",
        "é",
        "probability",
    ];

    [Fact]
    [Trait("Speed", "Slow")]
    public void No_text_makes_reading_throw_and_each_has_an_answer_or_a_fault()
    {
        var answers = 0;
        for (var seed = 0; seed < Many; seed++)
        {
            var random = new Random(seed);
            var type = (PredictionType)random.Next(4);
            var text = Mutated(SomeReply.Text(SomeReply.Good(type)), random);
            try
            {
                var (answer, fault) = ReadReply.Read(type, text);

                Assert.NotEqual(answer is null, fault is null);
                Assert.InRange(fault?.Sentence.Length ?? 1, 1, 1_000);
                if (answer is not null)
                {
                    answers++;
                    Assert.InRange(answer.Probability, 0, 1);
                    Assert.InRange(answer.Confidence, 0, 1);
                    Assert.NotEmpty(answer.Factors);
                    Assert.NotEmpty(answer.Recommendations);
                }
            }
            catch (Exception e)
            {
                throw new XunitException($"With seed {seed}: {e.Message} for {text}", e);
            }
        }

        // Changes within a text leave a reply good; were none or all good, the mutations would test nothing.
        Assert.InRange(answers, 100, Many / 2);
    }

    private static string Mutated(string good, Random random)
    {
        switch (random.Next(8))
        {
            case 0:
                return good[..random.Next(good.Length)];
            case 1:
                return Noise(random);
            default:
                var text = new StringBuilder(good);
                for (var n = random.Next(1, 4); n > 0; n--)
                {
                    var at = random.Next(text.Length);
                    switch (random.Next(4))
                    {
                        case 0:
                            text.Remove(at, Math.Min(random.Next(1, 20), text.Length - at));
                            break;
                        case 1:
                            text.Insert(at, Pieces[random.Next(Pieces.Length)]);
                            break;
                        case 2:
                            text[at] = (char)random.Next(0x10000);
                            break;
                        default:
                            text.Insert(at, good.AsSpan(random.Next(good.Length / 2), random.Next(good.Length / 2)));
                            break;
                    }
                }

                return text.ToString();
        }
    }

    private static string Noise(Random random) =>
        string.Concat(Enumerable.Range(0, random.Next(60)).Select(_ => Pieces[random.Next(Pieces.Length)]));
}
