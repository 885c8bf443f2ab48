using System.Text;
using CsMl.Core.Accounts;
using CsMl.Core.Predictions;

namespace CsMl.Core.Morning;

/// <summary>Writes a digest as Markdown, for a mail or a channel.</summary>
public static class WriteDigest
{
    public static string Of(DigestView digest, RiskScale scale)
    {
        var text = new StringBuilder();
        var what = digest.Period == DigestPeriod.Day ? "Accounts at risk, " : "Accounts at risk, week of ";
        text.Append("# ").Append(what).Append(FormatDate.Of(digest.At)).Append("\n\n");
        if (digest.IsEmpty)
        {
            text.Append(
                digest.Period == DigestPeriod.Day
                    ? "Nothing needs you today: nobody waits for a call, nothing moved and nothing is due.\n"
                    : "Nothing needs you this week: nobody waits for a call, nothing moved and nothing is due.\n"
            );
            return text.ToString();
        }

        if (digest.LastRun is null && digest.Top.Count + digest.Moved.Count + digest.Due.Count == 0)
        {
            return text.Append(WriteSummary.NoRun).Append(".\n").ToString();
        }

        string?[] summary =
        [
            WriteSummary.NeedToday(digest.NeedToday, digest.HasMore),
            WriteSummary.AtRisk(digest.AtRisk, digest.OfUnknownRevenue, digest.HasMore),
            digest.LastRun is { } run
                ? $"{WriteSummary.Scored(run.Counts)} scored on {FormatDate.Of(run.CompletedAt)}"
                : WriteSummary.NoRun,
            WriteSummary.Others(digest.Later, digest.Waiting, digest.Done),
        ];
        text.Append(string.Join("; ", summary.OfType<string>())).Append(".\n");
        if (digest.HasMore)
        {
            text.Append(WriteSummary.MoreAtRisk).Append('\n');
        }

        Section(text, "Call first", digest.Top, (account, i) => $"{i + 1}. {Account(account, scale)}");
        Section(text, "Moved", digest.Moved, (moved, _) => "- " + Moved(moved, scale));
        Section(text, "Due", digest.Due, (cta, _) => "- " + Due(cta, digest));
        if (digest.HasMoreDue)
        {
            text.Append(digest.Due.Count > 0 ? "- and more\n" : "\nMore CTAs are due than were looked through.\n");
        }

        if (digest.LastRun?.Counts.CtasOverCap is > 0 and var over)
        {
            text.Append('\n').Append(WriteSummary.OverCap(over)).Append('\n');
        }

        text.Append('\n').Append(WriteSummary.Trust(digest.LastRun?.Track)).Append('\n');
        return text.ToString();
    }

    private static void Section<T>(StringBuilder text, string title, IReadOnlyList<T> items, Func<T, int, string> line)
    {
        if (items.Count == 0)
        {
            return;
        }

        text.Append("\n## ").Append(title).Append("\n\n");
        for (var i = 0; i < items.Count; i++)
        {
            text.Append(line(items[i], i)).Append('\n');
        }
    }

    private static string Account(MorningAccount row, RiskScale scale)
    {
        var account = row.Account;
        string?[] facts =
        [
            row.RevenueAtRisk is { } amount ? FormatMoney.Of(amount, account.Currency) + " at risk" : "revenue unknown",
            account.ContractEnd is { } end ? "contract ends " + FormatDate.Of(end)
            : account.RenewalDate is { } renewal ? "renewal " + FormatDate.Of(renewal)
            : null,
            FormatPercent.Of(row.Prediction.Probability, scale)
                + (row.Change is { } change ? $" ({WriteSummary.Points(change.Points)} in 7 days)" : ""),
        ];
        var line =
            $"{Bold(account.Name, account.Id)}: {string.Join(", ", facts.OfType<string>().Select(EscapeMarkdown.Of))}";
        line += $"  \n   {EscapeMarkdown.Of(row.Why)}";
        return row.Next is { } next ? line + $"  \n   Next: {EscapeMarkdown.Of(Step(next))}" : line;
    }

    /// <summary>The name, or the id if the name has nothing that can be seen.</summary>
    private static string Bold(string name, string id) =>
        $"**{(EscapeMarkdown.Of(name) is { Length: > 0 } shown ? shown : EscapeMarkdown.Of(id))}**";

    private static string Step(NextStep next) =>
        next.Action
        + (next.DueDate is { } due ? $"; due {FormatDate.Of(due)}" : "")
        + (next.OwnerId is { } owner ? $"; {owner}" : "");

    private static string Moved(MovedAccount moved, RiskScale scale)
    {
        var reason = moved.Change.Reason is { } why ? ": " + EscapeMarkdown.Of(why) : "";
        return $"{Bold(moved.Account.Name, moved.Account.Id)} from {FormatPercent.Of(moved.Change.Probability, scale)} to {FormatPercent.Of(moved.Prediction.Probability, scale)}{reason}";
    }

    private static string Due(Cta cta, DigestView digest)
    {
        var overdue = cta.DueDate?.UtcDateTime.Date < digest.At.UtcDateTime.Date ? ", overdue" : "";
        var account = digest.Names.GetValueOrDefault(cta.AccountId) ?? cta.AccountId;
        var due = cta.DueDate is { } date ? FormatDate.Of(date) + overdue : "";
        var owner = cta.OwnerId is { } id ? ", " + EscapeMarkdown.Of(id) : "";
        return $"{EscapeMarkdown.Of(cta.Title)} ({EscapeMarkdown.Of(account)}{owner}): {due}";
    }
}
