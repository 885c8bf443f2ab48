using CsMl.Core.Accounts;

namespace CsMl.Local.Sample;

/// <summary>
/// 250 made-up accounts with a story each, so that the app shows what it does before a CRM is connected. The same
/// for the same instant; every date is told from it, so that the stories never grow old.
/// </summary>
public static class SamplePortfolio
{
    /// <summary>Says wherever the accounts are shown that none of them exists.</summary>
    public const string Label = "Sample portfolio (made up)";

    /// <summary>The account of the printed examples.</summary>
    public const string ExampleId = "123";

    private const int FirstId = 1001;

    public static IReadOnlyList<AccountFacts> Make(DateTimeOffset now) => [.. WithStories(now).Select(s => s.Facts)];

    /// <summary>Each account beside its story.</summary>
    internal static IEnumerable<(SampleScenario Story, AccountFacts Facts)> WithStories(DateTimeOffset now)
    {
        yield return (SampleScenarios.Example, ExampleAccount.Tell(now));

        var number = 0;
        foreach (var story in SampleScenarios.All)
        {
            for (var i = 0; i < story.Accounts; i++, number++)
            {
                yield return (story, new SampleAccountGenerator(story, FirstId + number, now).Tell());
            }
        }
    }
}
