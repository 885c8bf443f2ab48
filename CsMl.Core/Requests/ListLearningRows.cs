using CsMl.Core.Accounts;
using CsMl.Core.Learning;
using CsMl.Core.Outcomes;
using CsMl.Core.Storage;

namespace CsMl.Core.Requests;

/// <summary>Lists what a tenant's closed outcomes teach. Rows are read one after the other; only what is learned from is kept.</summary>
public sealed class ListLearningRows(OutcomeStore outcomes, CtaReader ctas)
{
    public async Task<IReadOnlyList<LearningRow>> RunAsync(
        string tenant,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        var completed = CtaEffect.Completed(await CompletedAsync(tenant, cancellation));
        var rows = new List<LearningRow>();
        await foreach (var prediction in outcomes.ListCountedAsync(tenant, cancellation))
        {
            if (LearningRow.Of(prediction, completed, now) is { } row)
            {
                rows.Add(row);
            }
        }

        return rows;
    }

    private async Task<List<Cta>> CompletedAsync(string tenant, CancellationToken cancellation)
    {
        var completed = new List<Cta>();
        await foreach (var record in ctas.ListAllAsync(tenant, cancellation))
        {
            if (record.Cta.Status == CtaStatus.Completed)
            {
                completed.Add(record.Cta);
            }
        }

        return completed;
    }
}
