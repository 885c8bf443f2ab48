using System.Globalization;
using CsMl.Core.Predictions;
using CsMl.Core.Requests;
using Spectre.Console;

namespace CsMl.Local.Commands;

/// <summary>The first output for a new user: the accounts at the highest risk and the next commands to try.</summary>
internal static class WelcomeScreen
{
    private const int WidthInPipe = 140;

    /// <param name="hasAccounts">True if there are any accounts, scored or not.</param>
    public static void TellTopAccounts(
        TextWriter output,
        IReadOnlyList<HighRiskAccount> accounts,
        RiskScale scale,
        bool hasAccounts
    )
    {
        if (accounts.Count == 0)
        {
            output.WriteLine(
                hasAccounts
                    ? "No account has been scored yet; score them with the command `nightly`."
                    : "There are no accounts yet; import some with the command `import`."
            );
            return;
        }

        var table = new Table { Title = new TableTitle($"The {accounts.Count} accounts at greatest risk") };
        table.Border(TableBorder.Rounded).AddColumns("Id", "Account", "Churn", "Category", "First driver", "Due");
        foreach (var (account, prediction, _, _, _) in accounts)
        {
            var category = prediction.RiskCategory ?? RiskCategory.Low;
            var due = DueDate.Of(prediction.PredictedAt, category.Urgency().DueDays(), end: null);
            table.AddRow(
                TerminalWriter.Cell(account.Id),
                TerminalWriter.Cell(account.Name),
                FormatPercent.Of(prediction.Probability, scale),
                $"[{Colour(category)}]{category.ToString().ToLowerInvariant()}[/]",
                TerminalWriter.Cell(prediction.PrimaryChurnDrivers[0]),
                due.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
            );
        }

        var terminal = TerminalWriter.Around(output);
        var console = terminal.CreateConsole();
        if (!terminal.IsTerminal)
        {
            console.Profile.Width = WidthInPipe;
        }

        console.Write(table);
    }

    /// <param name="accountId">An account of the store, for the examples; null if there is none.</param>
    public static void TellUrls(TextWriter output, string url, string data, string? accountId)
    {
        output.Write(
            $"""

            Serving on {url} (Ctrl+C stops; data in {data}). Open it in a browser, or try:
              curl {url}/api/crm/accounts/portfolio/ml/status
              curl "{url}/api/crm/accounts/portfolio/ml/high-risk?minProbability=0.6&limit=20"

            """
        );
        if (accountId is not null)
        {
            output.Write(
                $"""
                  curl {url}/api/crm/accounts/{accountId}/ml/churn-risk
                  curl {url}/api/crm/accounts/{accountId}/ml/health-insights
                  curl -X POST {url}/api/crm/accounts/{accountId}/ml/generate-cta

                """
            );
        }
    }

    private static string Colour(RiskCategory category) =>
        category switch
        {
            RiskCategory.Critical => "red",
            RiskCategory.High => "darkorange",
            RiskCategory.Medium => "yellow",
            _ => "green",
        };
}
