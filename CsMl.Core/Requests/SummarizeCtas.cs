using CsMl.Core.Accounts;
using CsMl.Core.Storage;

namespace CsMl.Core.Requests;

/// <summary>Counts the app's CTAs by their results.</summary>
public sealed class SummarizeCtas(CtaReader ctas)
{
    public async Task<CtaStatistics> RunAsync(string tenant, CancellationToken cancellation)
    {
        var (total, open, completed, days) = (0, 0, 0, 0.0);
        var byType = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var byUrgency = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var byOutcome = new SortedDictionary<string, int>(StringComparer.Ordinal);
        await foreach (var (cta, _, _) in ctas.ListAllAsync(tenant, cancellation))
        {
            total++;
            open += cta.IsOpen ? 1 : 0;
            Add(byType, cta.Type.ToString().ToUpperInvariant());
            Add(byUrgency, Urgency(cta.Priority));
            if (cta.Outcome is { } outcome)
            {
                Add(byOutcome, outcome.ToString().ToUpperInvariant());
            }

            if (cta is { Status: CtaStatus.Completed, CompletedAt: { } end, CreatedAt: { } start })
            {
                completed++;
                days += (end - start).TotalDays;
            }
        }

        return new CtaStatistics(
            total,
            open,
            completed,
            total == 0 ? 0 : Math.Round((double)completed / total, 4),
            byType,
            byUrgency,
            byOutcome,
            completed == 0 ? null : Math.Round(days / completed, 1)
        );
    }

    private static void Add(SortedDictionary<string, int> counts, string key) =>
        counts[key] = counts.GetValueOrDefault(key) + 1;

    private static string Urgency(CtaPriority priority) =>
        priority switch
        {
            CtaPriority.Critical => "immediate",
            CtaPriority.High => "this_week",
            CtaPriority.Medium => "this_month",
            _ => "monitor",
        };
}
