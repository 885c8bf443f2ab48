using CsMl.Functions.Dashboard;
using CsMl.Functions.Dashboard.Charts;

namespace CsMl.Local.Commands.Report;

/// <summary>
/// A report as one page that can be sent on: it has no script and loads nothing. It is well-formed XML, too.
/// </summary>
internal static class ReportPage
{
    /// <summary>The browser is told to load and run nothing, whatever the page says.</summary>
    private const string Policy = "default-src 'none'; style-src 'unsafe-inline'";

    public static Html Of(AccuracyReport report) =>
        Html.Of(
            $"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8" />
            <meta name="viewport" content="width=device-width, initial-scale=1" />
            <meta name="color-scheme" content="light dark" />
            <meta http-equiv="Content-Security-Policy" content="{Policy}" />
            <title>{report.Title}</title>
            <style>{new Html(ReportStyle.Css)}</style>
            </head>
            <body>
            <main>
            <h1>{report.Title}</h1>
            {report.Sections.Select(section => Section(section, report))}
            </main>
            </body>
            </html>

            """
        );

    private static Html Section(ReportSection section, AccuracyReport report) =>
        Html.Of(
            $"""
            <section>
            <h2>{section.Title}</h2>
            {Chart(section.Chart, report)}
            {(section.Table is { } table ? Table(table) : Html.Nothing)}
            {section.Notes.Select(note => Html.Of($"<p>{note}</p>"))}
            </section>

            """
        );

    private static Html Chart(ReportChart? chart, AccuracyReport report) =>
        chart switch
        {
            ReportChart.Reliability => ReliabilityChart.Of(report.Accuracy.Figures),
            ReportChart.Lift => LiftChart.Of(report.Accuracy.Figures.Lift),
            _ => Html.Nothing,
        };

    private static Html Table(MetricTable table) =>
        Html.Of(
            $"""
            <div class="wide"><table>
            <thead><tr>{table.Head.Select(cell => Html.Of($"""<th scope="col">{cell}</th>"""))}</tr></thead>
            <tbody>{table.Rows.Select(Row)}</tbody>
            </table></div>
            """
        );

    private static Html Row(IReadOnlyList<string> cells) =>
        Html.Of(
            $"""<tr><th scope="row">{cells[0]}</th>{cells.Skip(1).Select(cell => Html.Of($"<td>{cell}</td>"))}</tr>"""
        );
}
