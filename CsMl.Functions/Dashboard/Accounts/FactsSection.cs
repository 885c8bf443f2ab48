using CsMl.Core.Accounts;
using CsMl.Core.Requests;

namespace CsMl.Functions.Dashboard.Accounts;

/// <summary>What is known of the account, and how old that is.</summary>
internal static class FactsSection
{
    private const int MostContacts = 10;
    private const int MostOpen = 5;

    public static Html Of(AccountDetails account) =>
        Html.Of(
            $"""
            <section aria-labelledby="facts">
            <h2 id="facts">{Texts.Account.Facts}</h2>
            <p>{Age(account)}</p>
            <dl class="figures">
            <div><dt>{Texts.Account.Lifecycle}</dt><dd>{Texts.Account.Of(
                account.Lifecycle.State
            )}<span class="hint">{account.Lifecycle.Reason}</span></dd></div>
            <div><dt>{Texts.Account.HealthScore}</dt><dd>{Newest(account)}</dd></div>
            <div><dt>{Texts.Account.OpenTickets}</dt><dd>{account.Signals.OpenTickets.Count}{Subjects(
                account.Signals.OpenTickets.Select(t => t.Subject)
            )}</dd></div>
            <div><dt>{Texts.Account.OpenDeals}</dt><dd>{account.Signals.OpenOpportunities.Count}{Subjects(
                account.Signals.OpenOpportunities.Select(o => o.Name)
            )}</dd></div>
            </dl>
            {(account.Facts.Contacts.Count == 0 ? Html.Nothing : Contacts(account.Facts.Contacts))}
            </section>
            """
        );

    private static Html Age(AccountDetails account) =>
        account switch
        {
            { Known.StaleSince: { } since } => Html.Of($"{Texts.Account.FactsStale} {Show.Time(since)}."),
            { SyncedAt: { } at } => Html.Of($"{Texts.Account.FactsSynced} {Show.Time(at)}"),
            _ => Html.Text(Texts.Account.FactsWritten),
        };

    private static Html Newest(AccountDetails account) =>
        account.Scores.Count == 0
            ? Html.Text(Texts.Account.Unknown)
            : Html.Of(
                $"{Show.Number(account.Scores.Newest)} ({Show.Date(account.Scores.Date(account.Scores.Count - 1))})"
            );

    private static Html Subjects(IEnumerable<string?> subjects) =>
        Html.Of(
            $"{subjects.Where(s => !string.IsNullOrWhiteSpace(s)).Take(MostOpen).Select(s => Html.Of($"<span class=\"hint\">{s}</span>"))}"
        );

    private static Html Contacts(IReadOnlyList<Contact> contacts) =>
        Html.Of(
            $"""
            <h3>{Texts.Account.Contacts}</h3>
            <div class="wide" role="group" aria-labelledby="facts" tabindex="0"><table>
            <thead><tr><th scope="col">{Texts.Account.Name}</th><th scope="col">{Texts.Account.Role}</th><th scope="col">{Texts.Account.LastContact}</th></tr></thead>
            <tbody>{contacts.OrderByDescending(c => c.LastContactAt).Take(MostContacts).Select(Row)}</tbody>
            </table></div>
            """
        );

    private static Html Row(Contact contact) =>
        Html.Of(
            $"""
            <tr><th scope="row">{contact.Name ?? Texts.Account.Unknown}</th><td>{contact.Role}</td><td>{(
                contact.LastContactAt is { } at ? Show.Date(at) : Html.Text(Texts.Account.Unknown)
            )}</td></tr>
            """
        );
}
