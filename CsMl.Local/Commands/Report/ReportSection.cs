namespace CsMl.Local.Commands.Report;

/// <summary>A part of a report, shown alike as text and as HTML.</summary>
/// <param name="Notes">Sentences below the table, each a paragraph.</param>
internal sealed record ReportSection(string Title, MetricTable? Table, params IReadOnlyList<string> Notes)
{
    /// <summary>What the page draws above the table; null for nothing.</summary>
    public ReportChart? Chart { get; init; }
}
