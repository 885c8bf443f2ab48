using CsMl.Core.Accounts;
using CsMl.Core.Ctas;
using CsMl.Core.Requests;

namespace CsMl.Core.Morning;

/// <summary>Reads a person's day or week: whom to call, what moved and what is due.</summary>
public sealed class ReadDigest(ReadMorning morning, ListPortfolioCtas listCtas, TimeProvider time)
{
    private const int MostTop = 5;
    private const int MostDue = 20;
    private const int WeekDays = 7;

    public async Task<DigestView> RunAsync(
        string tenant,
        string? ownerId,
        DigestPeriod period,
        CancellationToken cancellation
    )
    {
        var now = time.GetUtcNow();
        var isWeek = period == DigestPeriod.Week;
        var query = new MorningQuery(ownerId, MostTop, MovedWithinDays: isWeek ? WeekDays : 1);
        var view = await morning.RunAsync(tenant, query, cancellation);
        var end = isWeek ? now.AddDays(WeekDays) : DecideAttention.EndOfNextWorkingDay(now);
        var (due, hasMore) = await ReadDueAsync(tenant, ownerId, end, cancellation);
        return new DigestView(
            period,
            ownerId,
            now,
            view.NeedToday == 0 && view.Moved.Count == 0 && due.Count == 0,
            view.NeedToday,
            view.HasMore,
            view.AtRisk,
            view.Accounts,
            view.Moved,
            due,
            hasMore,
            view.LastRun
        );
    }

    private async Task<(IReadOnlyList<Cta> Due, bool HasMore)> ReadDueAsync(
        string tenant,
        string? ownerId,
        DateTimeOffset end,
        CancellationToken cancellation
    )
    {
        var filter = new CtaFilter(ownerId, Status: null, Type: null, DueBefore: end);
        // Snoozed ones are open, too; there are rarely more than the others.
        var page = await listCtas.RunAsync(tenant, filter, after: null, 2 * MostDue, cancellation);
        var awake = page.Ctas.Where(cta => cta.Status != CtaStatus.Snoozed).ToList();
        return ([.. awake.Take(MostDue)], awake.Count > MostDue || page.Next is not null);
    }
}
