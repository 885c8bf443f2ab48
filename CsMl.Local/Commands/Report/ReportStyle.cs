namespace CsMl.Local.Commands.Report;

/// <summary>The style of a report's page, in light and in dark.</summary>
internal static class ReportStyle
{
    public const string Css = """

        :root { --ink: #1c1e21; --paper: #ffffff; --faint: #5d6570; --line: #d5d9de; --mark: #0b63b0; color-scheme: light dark; }
        @media (prefers-color-scheme: dark) {
          :root { --ink: #e6e8eb; --paper: #16181b; --faint: #a3abb5; --line: #3a4048; --mark: #6cb2f5; }
        }
        body { margin: 0; background: var(--paper); color: var(--ink); font: 1rem/1.5 system-ui, sans-serif; }
        main { max-width: 60rem; margin: 0 auto; padding: 1rem; }
        h1 { font-size: 1.6rem; } h2 { font-size: 1.2rem; margin-top: 2.5rem; }
        p { max-width: 46rem; }
        .wide { overflow-x: auto; }
        table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
        th, td { padding: 0.3rem 0.9rem 0.3rem 0; border-bottom: 1px solid var(--line); text-align: right; }
        th:first-child { text-align: left; } thead th { color: var(--faint); font-weight: normal; } tbody th { font-weight: normal; }
        svg { display: block; width: 100%; max-width: 24rem; height: auto; }
        svg text { fill: var(--faint); font-size: 11px; text-anchor: end; } svg .middle { text-anchor: middle; } svg .left { text-anchor: start; }
        svg .grid { stroke: var(--line); } svg .today { stroke: var(--faint); stroke-dasharray: 4 4; }
        svg .whisker { stroke: var(--ink); } svg .bin, svg .column { fill: var(--mark); } svg .bin { fill-opacity: 0.6; }
        @media print { body { font-size: 0.85rem; } section { break-inside: avoid; } }

        """;
}
