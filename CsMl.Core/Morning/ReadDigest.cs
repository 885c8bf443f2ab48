using CsMl.Core.Accounts;
using CsMl.Core.Ctas;
using CsMl.Core.Requests;

namespace CsMl.Core.Morning;

/// <summary>Reads a person's day or week: whom to call, what moved and what is due.</summary>
public sealed class ReadDigest(ReadMorning morning, ListPortfolioCtas listCtas, FindNames names, TimeProvider time)
{
    private const int MostTop = 5;
    private const int MostDue = 20;

    /// <summary>Open CTAs that one page of the list brings; snoozed ones are among them.</summary>
    private const int DuePage = 200;

    /// <summary>Pages that are read where all before hold snoozed CTAs or those of other owners.</summary>
    private const int MostDuePages = 10;

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
            IsEmpty: view is { NeedToday: 0, Moved: [], HasMore: false, LastRun: not null }
                && due.Count == 0
                && !hasMore,
            view.NeedToday,
            view.HasMore,
            view.AtRisk,
            view.OfUnknownRevenue,
            view.Later,
            view.Waiting.Count,
            view.Done,
            view.Accounts,
            view.Moved,
            due,
            hasMore,
            view.LastRun
        )
        {
            Names = await names.RunAsync(tenant, due.Select(cta => cta.AccountId), cancellation),
        };
    }

    private async Task<(IReadOnlyList<Cta> Due, bool HasMore)> ReadDueAsync(
        string tenant,
        string? ownerId,
        DateTimeOffset end,
        CancellationToken cancellation
    )
    {
        var filter = new CtaFilter(ownerId, Status: null, Type: null, DueBefore: end);
        var (awake, after) = (new List<Cta>(), (string?)null);
        for (var i = 0; i < MostDuePages && awake.Count <= MostDue && (i == 0 || after is not null); i++)
        {
            var page = await listCtas.RunAsync(tenant, filter, after, DuePage, cancellation);
            awake.AddRange(page.Ctas.Where(cta => cta.Status != CtaStatus.Snoozed));
            after = page.Next;
        }

        return ([.. awake.Take(MostDue)], awake.Count > MostDue || after is not null);
    }
}
