using CsMl.Core.Accounts;
using CsMl.Core.Crm;

namespace CsMl.Local.Sample;

/// <summary>
/// 250 invented accounts with a scenario each, which show the app before a CRM is connected. The same instant gives the
/// same accounts. All dates are relative to the instant, so that the sample never becomes outdated.
/// </summary>
public static class SamplePortfolio
{
    /// <summary>Label shown with the accounts to state that they are invented.</summary>
    public const string Label = "Sample portfolio (made up)";

    /// <summary>Id of the account in the printed examples.</summary>
    public const string ExampleId = "123";

    private const int FirstId = 1001;

    public static IReadOnlyList<AccountFacts> Make(DateTimeOffset now) => [.. WithStories(now).Select(s => s.Facts)];

    /// <summary>True if the accounts of an index are those of the sample, or have been mixed with them.</summary>
    internal static async Task<bool> IsInAsync(AccountIndex index, CancellationToken cancellation) =>
        (await index.FindAsync(new AccountKey(LocalApp.Tenant, ExampleId), cancellation))?.Facts.Name
        == ExampleAccount.Name;

    /// <summary>Each account with its scenario.</summary>
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
