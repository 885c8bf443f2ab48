using System.Text.RegularExpressions;
using CsMl.Core.Accounts;
using CsMl.Core.Privacy;
using CsMl.Tests.Docs;
using Xunit.Abstractions;

namespace CsMl.Tests.Privacy;

/// <summary>How much of ordinary texts, in which nobody is named, is hidden all the same.</summary>
public sealed partial class ReadableTextTests(ITestOutputHelper output)
{
    private const double MostHidden = 0.004;

    /// <summary>The share that docs/SECURITY.md states; shown by <c>dotnet test --logger "console;verbosity=detailed"</c>.</summary>
    [Fact]
    public void Texts_without_names_stay_readable()
    {
        var texts = Repository
            .Read("CsMl.Tests/Data/privacy/name-free.txt")
            .Split('\n')
            .Where(t => t.Length > 0)
            .ToList();
        var account = Some.KnownAccount()
            .With(new Contact("Odile Brandvold", null, null), new Contact("Oskar Winters", null, null)) with
        {
            Name = "Marzipan Freight Ltd",
            OwnerId = "anna.kowalska@vendor.example",
        };
        var names = Pseudonyms.Of(account);

        var words = texts.Sum(t => Words().Count(t));
        var hidden = texts.Select(names.Hide).ToList();
        var left = hidden.Sum(t => Words().Count(Placeholders().Replace(t, "")));

        var share = (double)(words - left) / words;
        output.WriteLine($"{words} words in {texts.Count} texts, {words - left} hidden ({share:P2})");
        Assert.True(share <= MostHidden, string.Join('\n', hidden.Where(t => t.Contains('['))));
    }

    [GeneratedRegex(@"\w+")]
    private static partial Regex Words();

    [GeneratedRegex(@"\[[A-Z]+(_\d+)?\]")]
    private static partial Regex Placeholders();
}
