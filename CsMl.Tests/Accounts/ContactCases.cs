using System.Globalization;
using CsMl.Core.Accounts;

namespace CsMl.Tests.Accounts;

/// <summary>
/// Writes an account's contacts in short: <c>EMAIL 3 10</c> for e-mails 3 and 10 days ago, <c>MEETING 21..0/7</c> for
/// meetings every seven days from 21 days ago to today, kinds parted by commas.
/// </summary>
internal static class ContactCases
{
    public static AccountFacts Account(string contacts, string? subscription = null)
    {
        var facts = Some.Account() with { CreatedAt = Some.DaysAgo(2_000) };
        foreach (
            var kind in contacts.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        )
        {
            var words = kind.Split(' ');
            facts = facts.With([
                .. words[1..].SelectMany(DaysAgo).Select(days => Some.Activity(days, words[0].Replace('_', ' '))),
            ]);
        }

        return subscription is null
            ? facts
            : facts with
            {
                Subscription = new Subscription(null, null, null, null, null, null, subscription),
            };
    }

    private static IEnumerable<double> DaysAgo(string text)
    {
        var parts = text.Split("..");
        if (parts.Length == 1)
        {
            return [Number(text)];
        }

        var end = parts[1].Split('/');
        var (from, to, step) = (Number(parts[0]), Number(end[0]), Number(end[1]));
        return Enumerable.Range(0, 1 + (int)((from - to) / step)).Select(i => from - i * step);
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
