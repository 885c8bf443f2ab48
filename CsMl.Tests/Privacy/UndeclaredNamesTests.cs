using CsMl.Core.Privacy;
using Xunit.Abstractions;

namespace CsMl.Tests.Privacy;

/// <summary>
/// Of people whom the account's facts do not declare, word lists can tell most and not all. The shares that
/// docs/SECURITY.md states; shown by <c>dotnet test --logger "console;verbosity=detailed"</c>.
/// </summary>
public sealed class UndeclaredNamesTests(ITestOutputHelper output)
{
    private const int Texts = 8_000;

    /// <summary>Of all generated texts those in which a part of the name can be read.</summary>
    private const double MostTexts = 0.1;

    /// <summary>The same where the name is in full and written with capitals, as names are.</summary>
    private const double MostFullNames = 0.025;

    private const int FullForms = 4;

    [Fact]
    public void Of_undeclared_names_no_more_pass_than_are_stated()
    {
        var names = Pseudonyms.Of(Some.KnownAccount());
        var random = new Random(20260304);
        var (passed, full, fullPassed) = (0, 0, 0);
        var examples = new SortedDictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < Texts; i++)
        {
            var first = UndeclaredNames.First[random.Next(UndeclaredNames.First.Length)];
            var last = UndeclaredNames.Last[random.Next(UndeclaredNames.Last.Length)];
            var form = i % UndeclaredNames.Forms.Length;
            var (name, parts) = UndeclaredNames.Forms[form](first, last);
            var sentence = UndeclaredNames.Sentences[random.Next(UndeclaredNames.Sentences.Length)];

            var hidden = names.Hide(SanitizeText.Of(sentence.Replace("{0}", name, StringComparison.Ordinal), 1_000));

            var passes = Traces.Find(hidden, parts.SelectMany(p => p.Split('\'')).Where(p => p.Length > 1)) is not null;
            passed += passes ? 1 : 0;
            full += form < FullForms ? 1 : 0;
            fullPassed += passes && form < FullForms ? 1 : 0;
            if (passes)
            {
                examples[$"{form}: {hidden}"] = i;
            }
        }

        var (share, fullShare) = ((double)passed / Texts, (double)fullPassed / full);
        output.WriteLine(
            $"{Texts} texts, a part of the name passes in {share:P1}; of {full} full names {fullShare:P1}"
        );
        output.WriteLine(string.Join('\n', examples.Keys));
        Assert.InRange(share, 0, MostTexts);
        Assert.InRange(fullShare, 0, MostFullNames);
    }
}
