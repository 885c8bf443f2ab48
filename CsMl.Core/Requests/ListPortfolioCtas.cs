using CsMl.Core.Accounts;
using CsMl.Core.Ctas;
using CsMl.Core.Storage;

namespace CsMl.Core.Requests;

/// <summary>
/// Lists the app's CTAs over accounts from their index rows: open ones by due date, closed ones last changed first.
/// </summary>
public sealed class ListPortfolioCtas(Tables tables, ListEarlierCtas listEarlier, TimeProvider time)
{
    /// <summary>
    /// Most rows that one call reads. A page whose filter passes over more ends early, and the next goes on from there.
    /// </summary>
    internal const int MostLooks = 2_000;

    /// <param name="after">Continues after this place, which an earlier result returned.</param>
    public async Task<CtaPage> RunAsync(
        string tenant,
        CtaFilter filter,
        string? after,
        int limit,
        CancellationToken cancellation
    )
    {
        await listEarlier.RunAsync(tenant, cancellation);
        var now = time.GetUtcNow();
        var range = filter.IsOfClosed ? ResultKeys.ClosedCtas : ResultKeys.OpenCtas(filter.DueBefore);
        var likely = filter.IsNarrow ? MostLooks : 2 * (limit + 1);
        RowRange[] paged = [range with { PageSize = Math.Max(likely / Bucket.Count, 2) }];
        var ctas = new List<Cta>(limit);
        var (looks, place) = (0, after);
        await foreach (var (row, next) in MergeBuckets.ReadAsync(tables.Results, tenant, paged, after, cancellation))
        {
            if (looks++ == MostLooks)
            {
                return new CtaPage(ctas, place);
            }

            // A snooze may have ended since the row was written.
            var cta = CtaRows.ReadRecord(row).AsOf(now).Record.Cta;
            if (filter.Admits(cta))
            {
                if (ctas.Count == limit)
                {
                    return new CtaPage(ctas, place);
                }

                ctas.Add(cta);
            }

            place = next;
        }

        return new CtaPage(ctas, null);
    }
}
