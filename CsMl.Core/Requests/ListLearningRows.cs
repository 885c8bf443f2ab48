using CsMl.Core.Learning;
using CsMl.Core.Storage;

namespace CsMl.Core.Requests;

/// <summary>
/// Lists what a tenant's closed outcomes teach. Rows are read one after the other; of each that is learned from the numbers
/// are kept, because a fit passes over them many times.
/// </summary>
public sealed class ListLearningRows(OutcomeStore outcomes, CtaReader ctas)
{
    public async Task<IReadOnlyList<LearningRow>> RunAsync(
        string tenant,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        var completed = await ctas.ListCompletedAsync(tenant, cancellation);
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
}
